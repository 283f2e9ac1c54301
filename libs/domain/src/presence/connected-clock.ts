import type { Micros } from '../time/index.js';

/**
 * A clock that runs only while a source is connected: silence is measured on it, so that the time of a
 * lost link counts for no device. Starts stopped, at 0.
 */
export interface ConnectedClock {
  /** Connected time before the current connection, µs. */
  before: Micros;
  /** Since when the source is connected; undefined while it is not. */
  since: Micros | undefined;
}

export function newConnectedClock(): ConnectedClock {
  return { before: 0, since: undefined };
}

export function startClock(clock: ConnectedClock, now: Micros): void {
  clock.since ??= now;
}

export function stopClock(clock: ConnectedClock, now: Micros): void {
  clock.before = readClock(clock, now);
  clock.since = undefined;
}

/** Connected time up to `now`, µs. */
export function readClock(clock: ConnectedClock, now: Micros): Micros {
  return clock.before + (clock.since === undefined ? 0 : Math.max(0, now - clock.since));
}
