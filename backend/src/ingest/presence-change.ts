import type { LogEvent, Presence, PresenceUpdate } from '@sensorium/contracts';
import {
  describeCause,
  intervalOf,
  intervalSourceOf,
  judgeDevice,
  type DeviceState,
} from '@sensorium/domain/presence';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** A learned interval is told again when it differs so much from the one told before. */
const INTERVAL_DRIFT = 0.1;

/** What viewers are told, and the presence that they were told before. */
export interface PresenceChange {
  update: PresenceUpdate;
  from: Presence;
}

/**
 * Judges a device at connected time `at` and says what changed since it was told last; undefined for
 * nothing. `now` in µs of our own clock.
 */
export function presenceChange(
  device: TrackedDevice,
  linkUp: boolean,
  at: number,
  now: number,
): PresenceChange | undefined {
  const series = [...device.series.values()];
  const { saidOnline, heardSince, told: from } = device;
  const arrivals = series.map((one) => one.arrivals);
  const gatewayOffline = offlineGateway(device)?.publicId;
  const state = judgeDevice({ saidOnline, heardSince, linkUp, gatewayOffline }, arrivals, at);
  const metrics = series.flatMap((one, place) => tellSeries(one, state.series[place] ?? 'never') ?? []);
  const same = state.presence === from && state.cause.code === device.toldCause;
  if (same && metrics.length === 0) return undefined;
  tellDevice(device, state, now);
  const { presence, cause } = state;
  const since = device.toldSince / 1_000;
  return { update: { uid: device.uid, presence, since, reason: describeCause(cause), cause, metrics }, from };
}

/** Gateways above gateways that are looked at. */
const LEVELS_MAX = 8;

/** The nearest gateway above a device that said to be offline after the device was heard last. */
function offlineGateway({ parent, lastSeen }: TrackedDevice): TrackedDevice | undefined {
  for (let level = 0; parent && level < LEVELS_MAX; level++) {
    const isOffline = parent.saidOnline === false && !parent.heardSince;
    if (isOffline && (lastSeen ?? 0) <= parent.saidAt) return parent;
    ({ parent } = parent);
  }
  return undefined;
}

function tellDevice(device: TrackedDevice, { presence, cause }: DeviceState, now: number): void {
  if (presence !== device.told) device.toldSince = now;
  device.told = presence;
  device.toldCause = cause.code;
}

function tellSeries(
  series: TrackedSeries,
  presence: Presence,
): PresenceUpdate['metrics'][number] | undefined {
  const interval = intervalOf(series.arrivals) ?? null;
  const intervalSource = intervalSourceOf(series.arrivals) ?? null;
  const isSame = presence === series.told && intervalSource === series.toldSource;
  if (isSame && !drifted(series.toldInterval, interval)) return undefined;
  series.told = presence;
  series.toldInterval = interval;
  series.toldSource = intervalSource;
  return { name: series.metric, state: presence, interval, intervalSource };
}

function drifted(told: number | null, now: number | null): boolean {
  if (told === null || now === null) return told !== now;
  return Math.abs(now - told) > INTERVAL_DRIFT * told;
}

/** The entry of the log for a change; undefined for what is no news: a short delay, a lost link, a first reading. */
export function presenceEvent({ update, from }: PresenceChange): LogEvent | undefined {
  const to = update.presence;
  const isNews = from !== to && from !== 'never' && ![from, to].includes('unknown');
  const isDelay = [from, to].every((one) => one === 'live' || one === 'late');
  return isNews && !isDelay ? { code: 'presence', from, to, cause: update.cause } : undefined;
}
