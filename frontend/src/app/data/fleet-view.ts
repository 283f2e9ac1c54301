import type { Presence } from '@sensorium/contracts';
import type { DeviceEntry } from './device-entry';

/** The six states in the order in which they are counted. */
export const STATES: readonly Presence[] = ['live', 'late', 'stale', 'offline', 'unknown', 'never'];

/** The six states in the order in which devices are listed. */
export const WORST_FIRST: readonly Presence[] = ['offline', 'stale', 'late', 'unknown', 'never', 'live'];

/** How many devices have each state; every state has an entry. */
export type Census = ReadonlyMap<Presence, number>;

/** Devices of one site, worst first. `site` is null for those that name none. */
export interface Group {
  site: string | null;
  entries: readonly DeviceEntry[];
  census: Census;
}

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

/** Devices that hold every word of `query` somewhere and, if `state` is given, have that state. */
export function matching(
  entries: readonly DeviceEntry[],
  query: string,
  state: Presence | null,
  connectionLost: boolean,
): readonly DeviceEntry[] {
  const words = query.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(
    (entry) =>
      words.every((word) => entry.searchText.includes(word)) &&
      (state === null || shownPresence(entry.presence, connectionLost) === state),
  );
}

/** Groups by site, sites by name and the nameless last, devices worst first and then by name. */
export function groupBySite(entries: readonly DeviceEntry[], connectionLost: boolean): readonly Group[] {
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sites = new Map<string | null, DeviceEntry[]>();
  for (const entry of entries) {
    const site = entry.device.site;
    const group = sites.get(site);
    if (group) group.push(entry);
    else sites.set(site, [entry]);
  }
  const rank = (entry: DeviceEntry): number =>
    WORST_FIRST.indexOf(shownPresence(entry.presence, connectionLost));
  return [...sites]
    .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : collator.compare(a, b)))
    .map(([site, group]) => ({
      site,
      entries: group.sort((a, b) => rank(a) - rank(b) || collator.compare(a.device.name, b.device.name)),
      census: censusOf(group, connectionLost),
    }));
}
