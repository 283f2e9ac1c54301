import type { Quality } from '@sensorium/contracts';
import { YEAR_2000 } from '../decode/stamp.js';
import { MICROS_PER_SECOND, type Micros } from '../time/index.js';

/** A stamp further ahead of its receipt than this is not believed. */
const AHEAD_MAX: Micros = 30 * MICROS_PER_SECOND;

/** So many messages running behind the device's own newest mean that its clock was set back. */
const SET_BACK_AFTER = 10;

/** Weight of the newest offset in the running mean of the skew. */
const SKEW_WEIGHT = 0.2;

/** What is known of the clock of one device. */
export interface DeviceClock {
  /** Newest time that the device itself stated. */
  newest: Micros;
  /** Messages in a row whose stamp was older than `newest`. */
  behind: number;
  /** Mean of (stamp − receipt), µs; undefined until the device has stated a time. */
  skew: number | undefined;
}

export function newDeviceClock(): DeviceClock {
  return { newest: -Infinity, behind: 0, skew: undefined };
}

/** Time of a reading, how far it can be trusted, and whether the device set its clock back just now. */
export interface SettledTime {
  t: Micros;
  quality: Quality;
  setBack: boolean;
}

/** Settles the time of one message of a device and keeps its clock. `received` is our own time. */
export function settleTime(clock: DeviceClock, stamp: Micros | undefined, received: Micros): SettledTime {
  if (stamp === undefined) return { t: received, quality: 'good', setBack: false };
  if (stamp < YEAR_2000) return { t: received, quality: 'no-clock', setBack: false };
  noteSkew(clock, stamp - received);
  if (stamp - received > AHEAD_MAX) return { t: received, quality: 'clock-ahead', setBack: false };
  return { t: stamp, quality: 'good', setBack: noteOrder(clock, stamp) };
}

function noteSkew(clock: DeviceClock, offset: number): void {
  clock.skew = clock.skew === undefined ? offset : clock.skew + SKEW_WEIGHT * (offset - clock.skew);
}

function noteOrder(clock: DeviceClock, stamp: Micros): boolean {
  if (stamp >= clock.newest) {
    clock.newest = stamp;
    clock.behind = 0;
    return false;
  }
  clock.behind += 1;
  if (clock.behind < SET_BACK_AFTER) return false;
  clock.newest = stamp;
  clock.behind = 0;
  return true;
}
