import type { AlertBalance, Told } from '../ledger/alert-ledger.ts';
import type { Crossing, ScriptKind } from '../ledger/crossings.ts';
import type { Kill, Life } from './kill-run.ts';
import type { Quantiles } from './statistics.ts';

/** From a reading beyond a limit to its webhook, ms. */
export interface ReactionRun extends Quantiles {
  subject: string;
  /** Other messages a second meanwhile. */
  background: number;
  /** Webhooks that came, of so many crossings. */
  arrived: number;
  crossings: number;
}

/** What readings cost with so many rules on devices. */
export interface LoadRun {
  round: number;
  instances: number;
  /** Looks of a rule at a reading, for each reading. */
  evaluations: number;
  messages: number;
  readings: number;
  /** CPU of all processes for each reading, µs. */
  cpu: number;
}

/** Rules of which each holds for one message of each device, at full speed. */
export interface SkipRun {
  instances: number;
  messagesPerSecond: number;
  fired: number;
  cleared: number;
  /** Least rate that the broker took from the publisher, messages a second. */
  perSecond: number;
}

export interface AlertKillRun {
  kills: Kill[];
  lives: Life[];
  /** Notices that the sink refused, so that they had to come again. */
  refused: number;
  webhooks: number;
  balances: { kind: ScriptKind; balance: AlertBalance }[];
  strangers: Told[];
  /** Crossings that were missed, double or early, with all that was told of them. */
  faulty: { crossing: Crossing; told: Told[] }[];
}

/** One rule over stored readings, ms. */
export interface PreviewRun extends Quantiles {
  readings: number;
  days: number;
  incidents: number;
}

/** The parts that ran. */
export interface AlertsRun {
  reaction?: { runs: ReactionRun[]; peerIsMissing: boolean };
  load?: { runs: LoadRun[]; skips: SkipRun };
  kills?: AlertKillRun;
  preview?: PreviewRun;
}
