import {
  REJECT_REASONS,
  type RejectedSample,
  type RejectionList,
  type RejectReason,
} from '@sensorium/contracts';

const TOPICS_KEPT = 5;
const TOPIC_CHARACTERS = 256;
const PATH_CHARACTERS = 256;
const SAMPLE_BYTES = 256;
const UNPRINTABLE = /[\p{C}\uFFFD]/gu;

interface Named {
  reason: RejectReason;
  path: string;
}

interface Counted {
  count: number;
  lastAt: number;
  samples: RejectedSample[];
}

/** What was not taken, by reason, with the last topics and payloads. Its size depends on the reasons alone. */
export class RejectionLog {
  total = 0;
  private readonly counted = new Map<RejectReason, Counted>();

  /** `path`: the metric or field, empty for the whole message; `at` in µs. */
  note({ reason, path }: Named, topic: string, payload: Uint8Array, at: number): void {
    const entry = this.counted.get(reason) ?? { count: 0, lastAt: at, samples: [] };
    this.total += 1;
    entry.count += 1;
    entry.lastAt = at;
    const shown = topic.slice(0, TOPIC_CHARACTERS);
    if (entry.samples[0]?.topic !== shown) {
      const named = path.slice(0, PATH_CHARACTERS).replace(UNPRINTABLE, '·');
      const sample = { topic: shown, path: named, at: at / 1_000, payload: printable(payload) };
      const others = entry.samples.filter((other) => other.topic !== shown);
      entry.samples = [sample, ...others].slice(0, TOPICS_KEPT);
    }
    this.counted.set(reason, entry);
  }

  /** Reasons with the most counted first; times in ms. */
  list(): RejectionList['rejections'] {
    return [...this.counted]
      .map(([reason, { count, lastAt, samples }]) => ({
        reason,
        description: REJECT_REASONS[reason],
        count,
        lastAt: lastAt / 1_000,
        topics: samples.map(({ topic }) => topic),
        samples: [...samples],
      }))
      .sort((a, b) => b.count - a.count);
  }
}

/** The first bytes as text, what cannot be printed as a middle dot. */
function printable(payload: Uint8Array): string {
  const text = Buffer.from(payload.subarray(0, SAMPLE_BYTES)).toString('utf8');
  return text.replace(UNPRINTABLE, '·');
}
