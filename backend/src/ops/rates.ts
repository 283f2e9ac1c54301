import type { RecentRates, System } from '@sensorium/contracts';
import type { IngestStats } from '../ports/live-bus.js';

/** Counts are compared over at most so long, µs. */
const WINDOW = 5_000_000;

const MINUTE_MS = 60_000;

/** Rates are kept at most this often and for so long, ms. */
export const KEPT_EVERY_MS = 5_000;
export const KEPT_MS = 15 * MINUTE_MS;

interface Mark {
  at: number;
  messages: number;
  readings: number;
}

/**
 * Rates of the last seconds from counts that only grow, those of the last minutes, and what the broker dropped in the
 * last minute.
 */
export class Rates {
  private marks: Mark[] = [];
  private kept: RecentRates['rates'] = [];
  private drops: { at: number; total: number }[] = [];

  /** `time` in µs. */
  note({ messages, readings }: IngestStats, time: number): void {
    const fits = ({ at }: Mark): boolean => at < time && time - at <= WINDOW;
    this.marks = [...this.marks.filter(fits), { at: time, messages, readings }];
    this.keep(time / 1_000);
  }

  /** The broker's count of dropped messages; `time` in µs. */
  noteDropped(total: number | null, time: number): void {
    const last = this.drops.at(-1);
    if (total === null || last?.total === total) return;
    this.drops = [...this.drops.slice(-60), { at: time / 1_000, total }];
  }

  perSecond(): System['rates'] {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.at === first.at) return { messagesPerSecond: 0, readingsPerSecond: 0 };
    const seconds = (last.at - first.at) / 1e6;
    return {
      messagesPerSecond: (last.messages - first.messages) / seconds,
      readingsPerSecond: (last.readings - first.readings) / seconds,
    };
  }

  /** The rates of the last 15 minutes, oldest first. `now` in ms. */
  recent(now: number): RecentRates['rates'] {
    return this.kept.filter(({ t }) => now - t <= KEPT_MS);
  }

  /** `now` in ms. */
  droppedLastMinute(now: number): number {
    const before = this.drops.findLast(({ at }) => now - at > MINUTE_MS) ?? this.drops[0];
    return (this.drops.at(-1)?.total ?? 0) - (before?.total ?? 0);
  }

  /** A clock that was set back begins anew. */
  private keep(now: number): void {
    const last = this.kept.at(-1)?.t ?? -Infinity;
    if (this.marks.length < 2 || (now >= last && now - last < KEPT_EVERY_MS)) return;
    const before = now < last ? [] : this.kept.filter(({ t }) => now - t <= KEPT_MS);
    this.kept = [...before, { t: now, ...this.perSecond() }];
  }
}
