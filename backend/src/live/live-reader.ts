import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Columns, FramePart } from '@sensorium/contracts';
import { formatCursor, parseCursor, selects, thinColumns } from '@sensorium/domain/live';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { FLEET_VIEW, type FleetView, type LogPart, type SeriesSet } from '../ports/fleet-view.js';
import type { LiveStep } from '../ports/live-bus.js';
import { readFitting, rowsFor, rowsOf, type Form } from './frame-bounds.js';
import { Frame, sliceColumns, type FrameFacts } from './frame.js';
import { RecentPoints } from './recent-points.js';
import { StepMarks } from './step-marks.js';
import type { StreamPlace, Subscription } from './subscription.js';

/** Selections whose series are remembered; they come from outside. */
const SELECTIONS_MAX = 1_000;

/** Where a cursor stands: in the log, before its oldest reading, or nowhere (another epoch, no cursor of ours). */
export type CursorPlace =
  { in: 'log'; place: StreamPlace } | { in: 'past'; place: StreamPlace } | { in: 'nothing' };

/**
 * Reads the fleet view for every transport: selections, places and cursors, frames. Whoever stands at the same place
 * with the same selection shares one frame.
 */
@Injectable()
export class LiveReader implements OnModuleDestroy {
  readonly marks = new StepMarks();
  private readonly frames = new Map<string, Frame>();
  private readonly ends = new Map<string, StreamPlace>();
  private readonly selected = new Map<string, SeriesSet>();
  private readonly recent: RecentPoints;
  private readonly stop: () => void;

  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {
    this.recent = new RecentPoints(fleet);
    this.stop = fleet.onStep((step) => this.step(step));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  seriesOf({ key, selection }: Subscription): SeriesSet {
    if (selection.all) return 'all';
    const known = this.selected.get(key);
    if (known) return known;
    if (this.selected.size >= SELECTIONS_MAX) this.selected.clear();
    const series = this.fleet.findSeries((one) => selects(selection, one));
    this.selected.set(key, series);
    return series;
  }

  /** The place after the newest reading. */
  endOf(subscription: Subscription): StreamPlace {
    const known = this.ends.get(subscription.key);
    if (known) return known;
    const place = { ...this.fleet.placeOf(this.seriesOf(subscription)), time: this.marks.time };
    this.ends.set(subscription.key, place);
    return place;
  }

  /** The place after the reading with this sequence number, which the log must still reach. */
  placeAt(subscription: Subscription, { sequence, time }: { sequence: number; time: number }): StreamPlace {
    const { passed } = this.endOf(subscription);
    const place = { sequence, passed: 0, time };
    const after = this.fleet.everySince(this.seriesOf(subscription), place, Infinity).columns.count;
    return { ...place, passed: passed - after };
  }

  cursorOf({ sequence, time }: StreamPlace): string {
    return formatCursor({ epoch: this.fleet.epoch, sequence, time });
  }

  /** Where a cursor stands. Its place has no count of what it passed: see {@link placeAt}. */
  find(text: string): CursorPlace {
    const cursor = parseCursor(text);
    const { epoch, sequence, oldest } = this.fleet;
    if (cursor?.epoch !== epoch || cursor.sequence > sequence) return { in: 'nothing' };
    const place = { sequence: cursor.sequence, passed: 0, time: cursor.time ?? 0 };
    if (cursor.sequence >= oldest - 1) return { in: 'log', place };
    return cursor.time === undefined ? { in: 'nothing' } : { in: 'past', place };
  }

  /** What is new since `subscription.place`, as much as fits into a frame of the form. */
  next(subscription: Subscription, form: Form): Frame {
    const { key, place, request } = subscription;
    return this.share(`${place.sequence} ${form} ${request.mode} ${key}`, () =>
      request.mode === 'latest' ? this.newest(subscription) : this.every(subscription, form),
    );
  }

  /** The latest values of all its series. */
  snapshot(subscription: Subscription): Frame {
    return this.share(`snapshot ${subscription.key}`, () => {
      const columns = this.fleet.latestSince(this.seriesOf(subscription), 0);
      return this.frame(columns, { place: this.endOf(subscription), isAtEnd: true, missed: 0 });
    });
  }

  /** What a new subscription begins with: recent readings if it wants them, then the latest values. */
  first(subscription: Subscription): { part: FramePart; frame: Frame }[] {
    const snapshot = { part: 'snapshot' as const, frame: this.snapshot(subscription) };
    if (!subscription.request.recent) return [snapshot];
    const columns = this.recent.read(this.seriesOf(subscription));
    return [snapshot, ...this.pieces(columns, rowsOf('columns'), snapshot.frame.facts)];
  }

  /** All that is new since its place, downsampled to one frame: for who could not take it one by one. */
  thinned(subscription: Subscription, form: Form): Frame {
    const { key, place, request } = subscription;
    return this.share(`thin ${request.width} ${form} ${place.sequence} ${key}`, () => {
      const all = this.fleet.everySince(this.seriesOf(subscription), place, Infinity);
      const rows = rowsFor(form, all.columns);
      const { columns, ...range } = thinColumns(all.columns, request.width, rows);
      const catchUp = { ...range, downsampled: true, done: true };
      return this.frame(columns, {
        place: this.endOf(subscription),
        isAtEnd: true,
        missed: all.missed,
        catchUp,
      });
    });
  }

  frame(columns: Columns, facts: FrameFacts): Frame {
    return new Frame(this.fleet, columns, facts);
  }

  private pieces(columns: Columns, rows: number, facts: FrameFacts): { part: 'recent'; frame: Frame }[] {
    const pieces: { part: 'recent'; frame: Frame }[] = [];
    for (let from = 0; from < columns.count; from += rows)
      pieces.push({ part: 'recent', frame: this.frame(sliceColumns(columns, from, from + rows), facts) });
    return pieces;
  }

  private newest(subscription: Subscription): Frame {
    const columns = this.fleet.latestSince(this.seriesOf(subscription), subscription.place.sequence);
    return this.frame(columns, { place: this.endOf(subscription), isAtEnd: true, missed: 0 });
  }

  private every(subscription: Subscription, form: Form): Frame {
    const series = this.seriesOf(subscription);
    const part = readFitting(form, (rows) => this.fleet.everySince(series, subscription.place, rows));
    const isAtEnd = part.sequence >= this.fleet.sequence;
    const place = isAtEnd ? this.endOf(subscription) : { ...placeOf(part), time: timeOf(part) };
    return this.frame(part.columns, { place, isAtEnd, missed: part.missed });
  }

  private share(key: string, make: () => Frame): Frame {
    const known = this.frames.get(key);
    if (known) return known;
    const frame = make();
    this.frames.set(key, frame);
    return frame;
  }

  private step({ time, devices, removed }: LiveStep): void {
    this.frames.clear();
    this.ends.clear();
    if (devices.length + removed.length > 0) this.selected.clear();
    this.marks.note(time / MICROS_PER_MS, this.fleet.sequence);
  }
}

function placeOf({ sequence, passed }: LogPart): { sequence: number; passed: number } {
  return { sequence, passed };
}

/** When the last reading of a part was received, ms: the next one came no earlier. */
function timeOf({ columns: { received, count } }: LogPart): number {
  return (received[count - 1] ?? 0) / MICROS_PER_MS;
}
