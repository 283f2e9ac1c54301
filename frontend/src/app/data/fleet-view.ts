import type { Presence } from '@sensorium/contracts';
import type { DeviceEntry } from './device-entry';

/** The six states in the order in which they are counted. */
export const STATES: readonly Presence[] = ['live', 'late', 'stale', 'offline', 'unknown', 'never'];

/** The six states in the order in which devices are listed. */
export const WORST_FIRST: readonly Presence[] = ['offline', 'stale', 'late', 'unknown', 'never', 'live'];

/** How many devices have each state; every state has an entry. */
export type Census = ReadonlyMap<Presence, number>;

/**
 * The state that the page may show: without a connection nothing is known to be fresh any more. Offline and
 * never seen stay, since they claim no freshness.
 */
export function shownPresence(presence: Presence, connectionLost: boolean): Presence {
  if (!connectionLost || presence === 'offline' || presence === 'never') return presence;
  return 'unknown';
}

/** Counts each state, zero included. */
export function censusOf(entries: readonly DeviceEntry[], connectionLost: boolean): Census {
  const census = new Map<Presence, number>(STATES.map((state) => [state, 0]));
  for (const entry of entries) {
    const state = shownPresence(entry.presence, connectionLost);
    census.set(state, (census.get(state) ?? 0) + 1);
  }
  return census;
}

/** Number of different sites that devices name. */
export function siteCount(entries: readonly DeviceEntry[]): number {
  return new Set(entries.flatMap(({ device }) => device.site ?? [])).size;
}
