import type { BrokerRefusal } from '@sensorium/contracts';

/** What the broker thread is started with. */
export interface BrokerStart {
  host: string;
  port: number;
  /** A given port that is taken is a fault; otherwise the next free one is used. */
  portGiven: boolean;
}

/** The one order to the broker thread. */
export const STOP = 'stop';

/** What the broker thread says: of its start, and then all counts of what it refused whenever one changed. */
export type BrokerReport =
  | { type: 'listening'; port: number }
  | { type: 'failed'; message: string }
  | { type: 'refusals'; refusals: BrokerRefusal[] };
