import type { IntervalSource, Kind, Presence } from '@sensorium/contracts';
import { newRhythm, noteGap, type Rhythm } from '../series/interval.js';
import { MICROS_PER_MS, type Micros } from '../time/index.js';

const LATE_FACTOR = 2;
const LATE_SLACK_MS = 2_000;
const STALE_FACTOR = 5;
const STALE_MIN_MS = 30_000;

/** Without a known interval a series counts as live so long, then as late. */
const UNKNOWN_LIVE_MS = 15 * 60_000;

/** Arrivals of one series, on the connected clock of its source. */
export interface SeriesArrivals {
  kind: Kind;
  /** Interval that the device states, ms; goes before the learned one. */
  stated: number | undefined;
  /** Connected time of the last arrival; undefined while only retained values came. */
  last: Micros | undefined;
  /** The last arrival was before our own restart. */
  beforeRestart: boolean;
  rhythm: Rhythm;
}

export function newSeriesArrivals(kind: Kind): SeriesArrivals {
  return { kind, stated: undefined, last: undefined, beforeRestart: false, rhythm: newRhythm() };
}

/** Notes a reading that was not retained, at connected time `at`. Several at once are one arrival. */
export function noteArrival(series: SeriesArrivals, at: Micros): void {
  if (series.last !== undefined && !series.beforeRestart && at > series.last) {
    noteGap(series.rhythm, at - series.last);
  }
  series.last = at;
  series.beforeRestart = false;
}

/** Interval between readings, ms: the stated one, else the learned one; a series that comes irregularly has none. */
export function intervalOf({ stated, rhythm }: SeriesArrivals): number | undefined {
  return stated ?? (rhythm.irregular ? undefined : rhythm.interval);
}

/** Where {@link intervalOf} comes from. */
export function intervalSourceOf(series: SeriesArrivals): IntervalSource | undefined {
  if (series.stated !== undefined) return 'stated';
  return intervalOf(series) === undefined ? undefined : 'learned';
}

/** State of one series by itself, and how long it has been silent (ms of connected time). */
export interface SeriesState {
  presence: Extract<Presence, 'live' | 'late' | 'stale' | 'unknown' | 'never'>;
  silentMs: number;
  /** Silence of this series says something: a number that comes regularly. */
  judged: boolean;
}

/** Judges one series at connected time `at`. */
export function judgeSeries(series: SeriesArrivals, at: Micros): SeriesState {
  if (series.last === undefined) return { presence: 'never', silentMs: 0, judged: false };
  const silentMs = (at - series.last) / MICROS_PER_MS;
  if (isUnjudged(series)) {
    return { presence: series.beforeRestart ? 'unknown' : 'live', silentMs, judged: false };
  }
  const presence = judgeSilence(intervalOf(series), silentMs);
  return {
    presence: series.beforeRestart && presence !== 'stale' ? 'unknown' : presence,
    silentMs,
    judged: true,
  };
}

function isUnjudged(series: SeriesArrivals): boolean {
  if (series.kind !== 'number') return true;
  return series.rhythm.irregular && series.stated === undefined;
}

function judgeSilence(interval: number | undefined, silentMs: number): 'live' | 'late' | 'stale' {
  if (interval === undefined) return silentMs > UNKNOWN_LIVE_MS ? 'late' : 'live';
  if (silentMs > Math.max(STALE_FACTOR * interval, STALE_MIN_MS)) return 'stale';
  return silentMs > Math.max(LATE_FACTOR * interval, interval + LATE_SLACK_MS) ? 'late' : 'live';
}

/** A series whose silence is not judged still shows that its device lives, for so long after an arrival. */
export function showsLife(state: SeriesState): boolean {
  return state.presence === 'live' && !state.judged && state.silentMs <= UNKNOWN_LIVE_MS;
}
