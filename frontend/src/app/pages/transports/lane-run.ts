import type { Value } from '@sensorium/contracts';

/** The four ways in which the same readings come, in the order of their invention. */
export const LANE_KINDS = ['poll', 'longPoll', 'stream', 'websocket'] as const;
export type LaneKind = (typeof LANE_KINDS)[number];

/** One reading as a lane brings it; `t` in ms of the server's clock. */
export interface Update {
  t: number;
  value: Value;
}

/**
 * What comes at once. `begins`: the latest value for who has just come, which is no news. `missed`: readings that
 * the server says it no longer holds; null if it cannot know.
 */
export interface LaneBatch {
  updates: readonly Update[];
  cursor: string;
  begins: boolean;
  missed: number | null;
}

/** Why a lane has stopped by itself. `code` as the server names it; `no-answer` and `closed` are the lane's own. */
export interface LaneFault {
  code: string;
  message: string;
}

/** What a lane is to fetch, and how its requests are named for the counts of the server. */
export interface LaneOrder {
  /** Name of the series. */
  series: string;
  lane: string;
  /** Goes on after this place; null begins with the latest value. */
  cursor: string | null;
  /** Time between two polls, ms. */
  pollMs: () => number;
}

/** Who hears what a lane does. After `failed` nothing more comes. */
export interface LaneSink {
  /** A request has been sent. */
  asked(): void;
  /** The server has answered: the lane is open. */
  opened(): void;
  took(batch: LaneBatch): void;
  failed(fault: LaneFault): void;
}

/** Starts to fetch; returns what ends it, after which the sink hears nothing. */
export type LaneRun = (order: LaneOrder, sink: LaneSink) => () => void;
