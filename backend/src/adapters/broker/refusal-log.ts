import { BROKER_REFUSALS, type BrokerRefusal, type BrokerRefusalReason } from '@sensorium/contracts';
import type { BrokerRefusals } from '../../ports/broker-refusals.js';

/** Between two lines of one reason, ms. */
const PAUSE_MS = 60_000;

/** What the broker thread counted, and what of it the log has not said yet: a line a reason and minute. */
export class RefusalLog implements BrokerRefusals {
  private refusals: readonly BrokerRefusal[] = [];
  private readonly said = new Map<BrokerRefusalReason, { at: number; count: number }>();

  /** Takes the present counts of all reasons. */
  note(refusals: readonly BrokerRefusal[]): void {
    this.refusals = refusals;
  }

  list(): readonly BrokerRefusal[] {
    return this.refusals;
  }

  /** Lines that are due; `now` in ms of a clock that only goes forward. */
  takeLines(now: number): string[] {
    return this.refusals.filter((one) => this.isDue(one, now)).map((one) => this.say(one, now));
  }

  private isDue({ reason, count }: BrokerRefusal, now: number): boolean {
    const said = this.said.get(reason);
    return !said || (count > said.count && now - said.at >= PAUSE_MS);
  }

  private say({ reason, count, example }: BrokerRefusal, now: number): string {
    const more = count - (this.said.get(reason)?.count ?? 0);
    this.said.set(reason, { at: now, count });
    return `refused ${more} x ${reason} (${BROKER_REFUSALS[reason]}), ${count} since the start; last ${example}`;
  }
}
