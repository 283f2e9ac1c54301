import type { BrokerRefusal, BrokerRefusalReason } from '@sensorium/contracts';
import type { Refusal } from './packet-scanner.js';

/** Characters of an example. */
const EXAMPLE_MAX = 240;

/** Control characters, and what turns the direction of text: a client chooses its id, and a log is read as lines. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Counts what the broker turns away, by reason; so it holds one entry a reason, whatever comes. */
export class RefusalTally {
  private readonly counts = new Map<BrokerRefusalReason, BrokerRefusal>();
  private changed = false;

  /** Counts one; `who` and `now` (ms) belong to it. */
  add({ reason, what }: Refusal, who: string, now: number): void {
    const count = (this.counts.get(reason)?.count ?? 0) + 1;
    const example = `${who}: ${what}`.slice(0, EXAMPLE_MAX).replace(UNPRINTABLE, '·');
    this.counts.set(reason, { reason, count, lastAt: now, example });
    this.changed = true;
  }

  /** All counts, if one has changed since they were taken last. */
  take(): BrokerRefusal[] | undefined {
    if (!this.changed) return undefined;
    this.changed = false;
    return [...this.counts.values()];
  }
}
