import type { BrokerRefusal } from '@sensorium/contracts';

/** What the broker thread is started with. */
export interface BrokerStart {
  host: string;
  port: number;
  /** A given port that is taken is a fault; otherwise the next free one is used. */
  portGiven: boolean;
  /** Password of our own link, which may connect before the devices may. */
  key: string;
}

/** Orders to the broker thread: let devices in, send them away, end. */
export type BrokerOrder = 'open' | 'shut' | 'stop';

/** What the broker thread says: of its start, and then all counts of what it refused whenever one changed. */
export type BrokerReport =
  | { type: 'listening'; port: number }
  | { type: 'failed'; message: string }
  | { type: 'refusals'; refusals: BrokerRefusal[] };
