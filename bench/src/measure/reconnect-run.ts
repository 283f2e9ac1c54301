import type { Quantiles } from './statistics.ts';

/** One restart with all clients watching. */
export interface ReconnectRun {
  round: number;
  /** An orderly stop, or SIGKILL for every process. */
  how: 'stop' | 'kill';
  /** From the beginning of the end to serving again, ms. */
  downMs: number;
  /** From serving again until each client was live, ms; negative for one that was there before that was told. */
  liveMs: Quantiles;
  /** From the beginning of the end until the last one was live, ms. */
  allMs: number;
  /** Clients that were not live within the time given. */
  notLive: number;
  /** Attempts to connect, of all clients together. */
  attempts: number;
  /** How the server said that subscriptions go on. */
  resumed: { memory: number; history: number; anew: number };
  /** Clients whose gap the beginning did not cover, so that they asked the history. */
  fetched: number;
}

/** What came to the clients in the end. */
export interface GapCount {
  clients: number;
  /** Numbers between the first that a client saw and the last that was published, and those of them that it never got. */
  expected: number;
  missing: number;
  /** Numbers that came twice as news. */
  double: number;
}

/** Numbers from `first` to `last` that are not in `seen`. */
export function missingOf(seen: ReadonlySet<number>, first: number, last: number): number {
  let missing = 0;
  for (let number = first; number <= last; number++) if (!seen.has(number)) missing += 1;
  return missing;
}

/** The last number of a device by its place, after `sent` messages went round `devices`; -1 for none. */
export function lastNumber(sent: number, devices: number, device: number): number {
  return Math.ceil((sent - device) / devices) - 1;
}
