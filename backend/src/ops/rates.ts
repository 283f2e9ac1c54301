import type { System } from '@sensorium/contracts';
import type { IngestStats } from '../ports/live-bus.js';

/** Counts are compared over at most so long, µs. */
const WINDOW = 5_000_000;

const MINUTE_MS = 60_000;

interface Mark {
  at: number;
  messages: number;
  readings: number;
}

/** Rates of the last seconds from counts that only grow, and what the broker dropped in the last minute. */
export class Rates {
  private marks: Mark[] = [];
  private drops: { at: number; total: number }[] = [];

  /** `time` in µs. */
  note({ messages, readings }: IngestStats, time: number): void {
    this.marks = [...this.marks.filter(({ at }) => time - at <= WINDOW), { at: time, messages, readings }];
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

  /** `now` in ms. */
  droppedLastMinute(now: number): number {
    const before = this.drops.findLast(({ at }) => now - at > MINUTE_MS) ?? this.drops[0];
    return (this.drops.at(-1)?.total ?? 0) - (before?.total ?? 0);
  }
}
