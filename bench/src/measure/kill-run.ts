import type { Balance } from '../ledger/ledger.ts';

/** What is killed: every process of the backend at one moment, its main one alone, or that of the store alone. */
export type KillKind = 'all' | 'main' | 'store';

/** One kill; `at` in ms of the machine's clock. */
export interface Kill {
  kind: KillKind;
  at: number;
}

/** One life of the backend, from its start to its end. Times in ms of the machine's clock, or since the start. */
export interface Life {
  startedAt: number;
  endedBy: KillKind | 'stop' | 'itself' | 'not';
  endedAt: number;
  /** Until it answered HTTP; null if it did not live so long. */
  readyMs: number | null;
  /** Until a reading was durable; null if it did not live so long. */
  firstCommitMs: number | null;
}

/** One run of kills with its account. */
export interface KillRun {
  embedded: boolean;
  brokerRestarts: number;
  rate: number;
  kills: Kill[];
  lives: Life[];
  /** Messages that the broker acknowledged with a reason, as that nobody subscribed. */
  refused: number;
  /** Messages that the broker sent to us more than once; null if it did not say. */
  redelivered: number | null;
  /** From the last message to all of them stored. */
  caughtUpMs: number;
  /** By device; `isOwn`: its messages have their own time. */
  balances: { isOwn: boolean; balance: Balance }[];
}
