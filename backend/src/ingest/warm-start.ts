import { Logger } from '@nestjs/common';
import { qualityOf, TEXT } from '@sensorium/contracts';
import type { ReadingStore, StoreColumns } from '../ports/reading-store.js';
import type { AlertHooks } from './alert-hooks.js';
import type { Batch } from './batch.js';
import type { Registry } from './registry.js';
import type { TrackedSeries } from './tracked.js';

/** The live view shows so long, µs, as far as there are not more readings than it takes. */
const RECENT_US = 900_000_000;
const RECENT_READINGS = 200_000;

/** Times further ahead than a device's clock may be (µs) come from files: they are not what is now. */
const AHEAD_MAX_US = 30_000_000;

interface WarmStartParts {
  store: Pick<ReadingStore, 'latest' | 'recent'>;
  registry: Registry;
  batch: Batch;
  /** Hears of every reading that is shown, oldest first in its series. */
  alerts: Pick<AlertHooks, 'known'>;
}

/**
 * Puts into the live batch what was stored before this start: the readings of the last minutes and the latest one
 * of every series, so that no page is empty. `now` in µs. Presence, intervals and when a device was heard stay as
 * the registry has them; devices that were never heard, only imported, stay out. Without an answer of the store
 * the live view begins empty.
 */
export async function warmStart(
  { store, registry, batch, alerts }: WarmStartParts,
  now: number,
): Promise<void> {
  try {
    const recent = await store.recent((now - RECENT_US) / 1_000, RECENT_READINGS);
    const latest = await store.latest();
    const warm = new WarmStart(heardSeries(registry), { batch, alerts }, now);
    warm.note(recent);
    warm.note(latest);
    warm.add(recent);
    warm.add(latest);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    new Logger('history').warn(`the live view begins without what was stored: ${reason}`);
  }
}

/** Series by number of the devices that were heard before. */
function heardSeries(registry: Registry): Map<number, TrackedSeries> {
  const heard = [...registry.devices()].filter(({ lastSeen }) => lastSeen !== null);
  return new Map(heard.flatMap(({ series }) => Array.from(series.values(), (one) => [one.n, one])));
}

class WarmStart {
  /** Series whose newest reading is in the batch. */
  private readonly shown = new Set<number>();

  constructor(
    private readonly series: Map<number, TrackedSeries>,
    private readonly to: Pick<WarmStartParts, 'batch' | 'alerts'>,
    private readonly now: number,
  ) {}

  /** Lets the series know their newest times. */
  note({ count, series, t }: StoreColumns): void {
    for (let row = 0; row < count; row++) {
      const one = this.series.get(series[row] ?? -1);
      const at = t[row] ?? 0;
      if (one && this.isOfNow(at)) one.newest = Math.max(one.newest, at);
    }
  }

  /** Adds all readings but those of series whose newest one was added before. */
  add(columns: StoreColumns): void {
    const before = new Set(this.shown);
    for (let row = 0; row < columns.count; row++) {
      const one = this.series.get(columns.series[row] ?? -1);
      if (one && !before.has(one.n) && this.isOfNow(columns.t[row] ?? 0)) this.addRow(one, columns, row);
    }
  }

  private addRow(one: TrackedSeries, columns: StoreColumns, row: number): void {
    const { n, newest } = one;
    const t = columns.t[row] ?? 0;
    const bits = columns.flags[row] ?? 0;
    const number = columns.value[row] ?? 0;
    const value = (bits & TEXT) === 0 ? number : (columns.texts[number] ?? '');
    const received = Math.min(t, this.now);
    const isNewest = t === newest;
    const settled = { quality: qualityOf(bits), retained: false, newest: isNewest };
    this.to.batch.add({ series: n, t, received, value, ...settled });
    this.to.alerts.known(one, t, value);
    if (isNewest) this.shown.add(n);
  }

  private isOfNow(t: number): boolean {
    return t <= this.now + AHEAD_MAX_US;
  }
}
