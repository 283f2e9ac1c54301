import type { Quantiles } from './statistics.ts';

/** One measured stretch: quantiles in ms over the readings of all viewers. */
export interface LatencyRun extends Quantiles {
  round: number;
  subject: string;
  viewers: number;
  rate: number;
  /** Share of the messages that came as a reading; in mode `latest` a newer one may take the place of one. */
  arrived: number;
}
