import { Inject, Injectable } from '@nestjs/common';
import { NEWEST, TEXT, type Columns, type SeriesEntry } from '@sensorium/contracts';
import { ColumnsBuilder } from '@sensorium/domain/live';
import { fromMs, MICROS_PER_MS } from '@sensorium/domain/time';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { HISTORY_WRITER, STORED_READINGS, type HistoryWriter } from '../ports/history-calls.js';
import type { StoredReadings, StoreValues } from '../ports/reading-store.js';
import { rowsFor, type Form } from './frame-bounds.js';
import { sliceColumns, type Frame } from './frame.js';
import { LiveReader } from './live-reader.js';
import type { StreamPlace, Subscription } from './subscription.js';

/** Readings of one series that come one by one; more are downsampled. */
export const EVERY_MAX = 10_000;

/** Series of one catch-up: who selects more gets a snapshot. */
export const SERIES_MAX = 1_000;

/** Readings are measured before they are received: so far before the cursor a catch-up begins, ms. */
const BEFORE_MS = 60_000;

/** What is younger than this, and than a few commits, may not be stored yet: it comes from memory, ms. */
const SETTLE_MS = 2_000;
const COMMITS = 4;

/** Series whose readings are in memory at once, and catch-ups that ask the store at once. */
const SERIES_AT_ONCE = 4;
const AT_ONCE = 4;

/** The range of a catch-up in ms, both ends included, and where the stream goes on after it. */
export interface CatchUpPlan {
  series: SeriesEntry[];
  from: number;
  to: number;
  place: StreamPlace;
  /** What came before `place` may not be stored yet: the log in memory is shorter than a commit takes. */
  isAhead: boolean;
}

interface Found {
  t: Float64Array<ArrayBuffer>;
  v: StoreValues;
  quality: Uint8Array<ArrayBuffer> | null;
}

/** Readings that the log in memory no longer holds, from history. */
@Injectable()
export class CatchUps {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
    @Inject(LiveReader) private readonly reader: LiveReader,
    @Inject(HISTORY_WRITER) private readonly writer: Pick<HistoryWriter, 'settled'>,
  ) {}

  /** From `since` (the server's time, ms) to now; undefined if these are too many series. */
  plan(subscription: Subscription, since: number): CatchUpPlan | undefined {
    const selected = this.reader.seriesOf(subscription);
    const count = selected === 'all' ? this.fleet.seriesCount() : selected.length;
    if (count > SERIES_MAX) return undefined;
    const numbers = selected === 'all' ? this.fleet.findSeries(() => true) : selected;
    const series = [...numbers].flatMap((n) => this.fleet.seriesEntry(n) ?? []);
    const { t, count: rows } = this.fleet.latestSince(selected, 0);
    const newest = t.subarray(0, rows).reduce((most, one) => Math.max(most, one), 0) / MICROS_PER_MS;
    const to = Math.max(this.reader.marks.time, newest);
    return { series, from: Math.min(since - BEFORE_MS, to), to, ...this.goingOn(subscription) };
  }

  /** The frames of a catch-up, one when the one before it is taken; the last one is done, and empty at least. */
  async *frames(plan: CatchUpPlan, { form, width }: { form: Form; width: number }): AsyncGenerator<Frame> {
    // While history is paused nothing can be stored: what the log has lost then is lost to the live view.
    if (plan.isAhead) await this.writer.settled().catch(() => undefined);
    for (let at = 0; at < plan.series.length; at += SERIES_AT_ONCE) {
      const some = plan.series.slice(at, at + SERIES_AT_ONCE);
      const found = await this.inTurn(() => Promise.all(some.map((one) => this.find(one, plan, width))));
      const columns = columnsOf(some, found);
      const rows = rowsFor(form, columns);
      const downsampled = found.some(({ quality }) => quality === null);
      for (let from = 0; from < columns.count; from += rows)
        yield this.frame(sliceColumns(columns, from, from + rows), plan, downsampled, false);
    }
    yield this.done(plan);
  }

  /** The end of a catch-up: nothing more comes of it. */
  done(plan: CatchUpPlan): Frame {
    return this.frame(new ColumnsBuilder(1).take(), plan, false, true);
  }

  private frame(columns: Columns, plan: CatchUpPlan, downsampled: boolean, done: boolean): Frame {
    const series = new Set(columns.series.subarray(0, columns.count)).size;
    const catchUp = { from: plan.from, to: plan.to, downsampled, series, done };
    return this.reader.frame(columns, { place: plan.place, isAtEnd: false, missed: 0, catchUp });
  }

  /** The newest place up to which everything is stored for sure, as far as the log reaches. */
  private goingOn(subscription: Subscription): Pick<CatchUpPlan, 'place' | 'isAhead'> {
    const { history, stats, oldest } = this.fleet;
    const commit = (stats?.history.commitP99Ms ?? 0) * COMMITS;
    const now = history?.state === 'paused' ? history.since : this.reader.marks.time;
    const { sequence, time } = this.reader.marks.before(now - Math.max(SETTLE_MS, commit));
    const place = this.reader.placeAt(subscription, { sequence: Math.max(sequence, oldest - 1), time });
    return { place, isAhead: oldest - 1 > sequence };
  }

  /** Every reading while there are few, else what a picture shows; without qualities then. */
  private async find({ n, kind }: SeriesEntry, { from, to }: CatchUpPlan, width: number): Promise<Found> {
    const page = await this.stored.page({ n, from, to, limit: EVERY_MAX });
    if (page.next === null) return page;
    const state = kind !== 'number';
    const [answer] = await this.stored.history([{ n, from, to, width, state, gapMs: null, raw: null }]);
    if (!answer) return page;
    const start = Math.max(0, answer.t.length - Math.max(EVERY_MAX, 4 * width));
    return { t: answer.t.slice(start), v: answer.v.slice(start), quality: null };
  }

  /** A few at a time ask the store, so that charts have their turn too. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** Series after series, oldest first; the last of each is its newest. Receipts are not stored: they are the times. */
function columnsOf(series: readonly SeriesEntry[], found: readonly Found[]): Columns {
  const builder = new ColumnsBuilder();
  found.forEach(({ t, v, quality }, place) => {
    const n = series[place]?.n ?? 0;
    for (let row = 0; row < t.length; row++) {
      const value = v[row] ?? 0;
      const text = typeof value === 'string' ? TEXT : 0;
      const newest = row === t.length - 1 ? NEWEST : 0;
      const at = fromMs(t[row] ?? 0);
      builder.add(n, at, at, value, (quality?.[row] ?? 0) | text | newest);
    }
  });
  return builder.take();
}
