import type { Presence, PresenceCause } from '@sensorium/contracts';
import {
  intervalOf,
  judgeSeries,
  showsLife,
  type SeriesArrivals,
  type SeriesState,
} from './series-presence.js';
import type { Micros } from '../time/index.js';

/** What decides the presence of a device besides its series. */
export interface DeviceFacts {
  /** Newest availability statement; undefined if there was none. */
  saidOnline: boolean | undefined;
  /** A reading came after that statement. */
  heardSince: boolean;
  /** Name of its gateway, if that said to be offline and nothing was heard of the device since. */
  gatewayOffline?: string | undefined;
  /** The link to its source is up. */
  linkUp: boolean;
}

/** Presence of a device with its reason, and of each of its series in the same order. */
export interface DeviceState {
  presence: Presence;
  cause: PresenceCause;
  series: Presence[];
}

const FRESHNESS: readonly Presence[] = ['live', 'unknown', 'late', 'stale'];

/**
 * Judges a device at connected time `at`: unknown while its link is down, offline if the newest statement
 * says so and nothing came after it, stale if its gateway does, else the freshest of the series whose silence says
 * something.
 */
export function judgeDevice(facts: DeviceFacts, series: readonly SeriesArrivals[], at: Micros): DeviceState {
  const states = series.map((one) => judgeSeries(one, at));
  const heard = states.some((state) => state.presence !== 'never');
  if (!facts.linkUp) {
    return whole(heard ? 'unknown' : 'never', { code: heard ? 'link-down' : 'nothing-yet' }, states);
  }
  if (facts.saidOnline === false && !facts.heardSince)
    return whole('offline', { code: 'said-offline' }, states);
  if (!heard) return whole('never', { code: 'nothing-yet' }, states);
  const { gatewayOffline: gateway } = facts;
  if (gateway !== undefined) return whole('stale', { code: 'gateway-offline', gateway }, states);
  return fromSeries(series, states);
}

function whole(presence: Presence, cause: PresenceCause, states: readonly SeriesState[]): DeviceState {
  const series = states.map((state) => (state.presence === 'never' ? 'never' : presence));
  return { presence, cause, series };
}

function fromSeries(series: readonly SeriesArrivals[], states: readonly SeriesState[]): DeviceState {
  const silence = Math.min(...states.filter((state) => state.judged).map((state) => state.silentMs));
  const telling = states.filter((state) => state.judged || (showsLife(state) && state.silentMs < silence));
  const candidates = telling.length > 0 ? telling : states.filter((state) => state.presence !== 'never');
  const presence = FRESHNESS.find((one) => candidates.some((state) => state.presence === one)) ?? 'never';
  const best = states.findIndex((state) => state.presence === presence && candidates.includes(state));
  return {
    presence,
    cause: causeOf(presence, series[best], states[best]),
    series: states.map((state) => state.presence),
  };
}

function causeOf(presence: Presence, series?: SeriesArrivals, state?: SeriesState): PresenceCause {
  if (presence === 'unknown') return { code: 'restarted' };
  if (presence === 'live' || !series || !state) return { code: 'reading' };
  const usuallyMs = intervalOf(series);
  const silent = { code: 'silent', sinceMs: state.silentMs } as const;
  return usuallyMs === undefined ? silent : { ...silent, usuallyMs };
}
