import { REJECT_REASONS, type RejectionList, type RejectReason } from '@sensorium/contracts';

const TOPICS_KEPT = 5;
const TOPIC_CHARACTERS = 256;

interface Counted {
  count: number;
  lastAt: number;
  topics: string[];
}

/** What was not taken, by reason, with the last topics. Its size depends on the reasons alone. */
export class RejectionLog {
  private readonly counted = new Map<RejectReason, Counted>();

  /** `at` in µs. */
  note(reason: RejectReason, topic: string, at: number): void {
    const entry = this.counted.get(reason) ?? { count: 0, lastAt: at, topics: [] };
    const shown = topic.slice(0, TOPIC_CHARACTERS);
    entry.count += 1;
    entry.lastAt = at;
    if (entry.topics[0] !== shown) {
      entry.topics = [shown, ...entry.topics.filter((other) => other !== shown)].slice(0, TOPICS_KEPT);
    }
    this.counted.set(reason, entry);
  }

  /** Reasons with the most counted first; times in ms. */
  list(): RejectionList['rejections'] {
    return [...this.counted]
      .map(([reason, { count, lastAt, topics }]) => ({
        reason,
        description: REJECT_REASONS[reason],
        count,
        lastAt: lastAt / 1_000,
        topics: [...topics],
      }))
      .sort((a, b) => b.count - a.count);
  }
}
