import { newSeriesArrivals } from '@sensorium/domain/presence';
import { newDeviceClock } from '@sensorium/domain/series';
import type { StoredDevice, StoredSeries } from '../ports/registry-store.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** A device as it begins; its names are the caller's. `now` in µs. */
export function newDevice(
  now: number,
): Omit<TrackedDevice, 'source' | 'dialect' | 'base' | 'id' | 'uid' | 'publicId'> {
  return {
    others: [],
    aliases: [],
    edits: {},
    outOfService: null,
    lastMessage: null,
    retainedTopics: new Set(),
    meta: null,
    firstSeen: now,
    lastSeen: null,
    clock: newDeviceClock(),
    clockAssumption: null,
    parent: null,
    children: new Set(),
    saidOnline: undefined,
    saidAt: now,
    heardSince: false,
    series: new Map(),
    told: 'never',
    toldCause: 'nothing-yet',
    toldSince: now,
    recent: [0],
  };
}

/** A device as it was; its gateway is the caller's. What it said of itself counts as said now. */
export function deviceFromStored(stored: StoredDevice, now: number): TrackedDevice {
  const { saidOnline, ...rest } = stored;
  return { ...newDevice(now), ...rest, parent: null, saidOnline: saidOnline ?? undefined };
}

/** A series whose last arrival was before our restart; `stated`: interval that its device states, ms. */
export function seriesFromStored(stored: StoredSeries, stated: number | undefined): TrackedSeries {
  const arrivals = newSeriesArrivals(stored.kind);
  arrivals.stated = stated;
  arrivals.rhythm.interval = stored.interval ?? undefined;
  if (stored.lastSeen !== null) {
    arrivals.last = 0;
    arrivals.beforeRestart = true;
  }
  const { n, metric, lastSeen } = stored;
  const nothingTold = { told: 'never', toldInterval: null, toldSource: null } as const;
  return { n, metric, arrivals, newest: -Infinity, ...nothingTold, lastSeen };
}
