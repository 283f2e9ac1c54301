import type { BrokerRefusal } from '@sensorium/contracts';

export const BROKER_REFUSALS_SEEN = Symbol('BrokerRefusals');

/** What the embedded broker turned away, as the operation pages show it. */
export interface BrokerRefusals {
  /** One entry a reason that was met since the start; null where the broker is not ours. */
  list(): readonly BrokerRefusal[] | null;
}
