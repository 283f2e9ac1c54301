import type { DeviceEntry } from '../../data/device-entry';
import { shownPresence } from '../../data/fleet-view';
import type { FleetQuery } from './fleet-query';

/** Parts of a query that leave devices out. */
export type Filter = Pick<FleetQuery, 'q' | 'presence' | 'sites' | 'kinds' | 'labels' | 'favourites'>;

/**
 * The devices that `filter` leaves, in the same order: those that hold every word somewhere, have the state
 * and one of the sites, kinds and labels. A device out of service has no state that could be asked for.
 */
export function select(
  entries: readonly DeviceEntry[],
  filter: Filter,
  favourites: ReadonlySet<string>,
  connectionLost: boolean,
): readonly DeviceEntry[] {
  const words = filter.q.normalize('NFC').toLowerCase().split(/\s+/u).filter(Boolean);
  const { presence } = filter;
  return entries.filter((entry) => {
    const { device } = entry;
    if (filter.favourites && !favourites.has(entry.uid)) return false;
    if (presence !== null && device.outOfService !== null) return false;
    if (presence !== null && shownPresence(entry.presence, connectionLost) !== presence) return false;
    if (filter.sites.length > 0 && !filter.sites.includes(device.site ?? '')) return false;
    if (filter.kinds.length > 0 && !filter.kinds.includes(device.kind ?? '')) return false;
    if (filter.labels.length > 0 && !filter.labels.some((label) => entry.labels.has(label))) return false;
    return words.every((word) => entry.searchText.includes(word));
  });
}

/** A value that devices have, with the number of those that have it. */
export interface Choice {
  value: string;
  count: number;
}

/** More choices than these make no menu. */
const MOST_CHOICES = 100;

/** The values that devices have for `what`, the most common first, chosen ones always among them. */
export function choicesOf(
  entries: readonly DeviceEntry[],
  what: 'sites' | 'kinds' | 'labels',
  chosen: readonly string[],
): readonly Choice[] {
  const counts = new Map<string, number>(chosen.map((value) => [value, 0]));
  for (const entry of entries)
    for (const value of valuesOf(entry, what)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const order = new Intl.Collator(undefined, { numeric: true });
  const all = [...counts].map(([value, count]) => ({ value, count }));
  const common = all.sort((a, b) => b.count - a.count || order.compare(a.value, b.value));
  return common.filter(({ value }, i) => i < MOST_CHOICES || chosen.includes(value));
}

function valuesOf(entry: DeviceEntry, what: 'sites' | 'kinds' | 'labels'): Iterable<string> {
  if (what === 'labels') return entry.labels;
  return [(what === 'sites' ? entry.device.site : entry.device.kind) ?? ''];
}
