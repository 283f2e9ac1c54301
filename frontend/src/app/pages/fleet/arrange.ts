import { SEVERITIES } from '../../data/alert-view';
import type { DeviceEntry } from '../../data/device-entry';
import { WORST_FIRST, censusOf, shownPresence, type Census } from '../../data/fleet-view';
import type { FleetQuery, Grouping } from './fleet-query';

/** Devices that stand together under one heading. */
export interface Section {
  /** Unlike that of every other section. */
  key: string;
  by: Grouping | 'out';
  /** Site, kind, gateway or presence that they share; null if they name none, or share nothing. */
  name: string | null;
  entries: readonly DeviceEntry[];
  census: Census;
}

/** How devices are to stand. `valueOf`, `seenAt` and `alertOf` (0 for the worst severity) give NaN for none. */
export interface Order extends Pick<FleetQuery, 'group' | 'sort' | 'reverse'> {
  connectionLost: boolean;
  valueOf: (entry: DeviceEntry) => number;
  seenAt: (entry: DeviceEntry) => number;
  alertOf: (entry: DeviceEntry) => number;
  /** Name of the gateway that it is heard through, or is itself; null for none. */
  gatewayOf: (entry: DeviceEntry) => string | null;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * Keeps devices in the order of their names. Sorting by name is dear, so it starts from the last order: few
 * names change, and what is almost sorted is sorted at once.
 */
export class NameOrder {
  #last: readonly DeviceEntry[] = [];

  of(entries: readonly DeviceEntry[]): readonly DeviceEntry[] {
    const fresh = new Set(entries);
    const known = this.#last.filter((entry) => fresh.delete(entry));
    const added = [...fresh].sort(byName);
    this.#last = [...known, ...added].sort(byName);
    return this.#last;
  }
}

function byName(a: DeviceEntry, b: DeviceEntry): number {
  return collator.compare(a.device.name, b.device.name) || (a.uid < b.uid ? -1 : 1);
}

/** Devices, given by name, in sections. Those out of service stand last, by name, and count nowhere else. */
export function arrange(entries: readonly DeviceEntry[], order: Order): readonly Section[] {
  const serving = entries.filter(({ device }) => device.outOfService === null);
  const out = entries.filter(({ device }) => device.outOfService !== null);
  const sections = grouped(sorted(serving, order), order);
  return out.length === 0 ? sections : [...sections, sectionOf('out', null, out, order)];
}

function grouped(entries: readonly DeviceEntry[], order: Order): readonly Section[] {
  if (order.group === 'none') return entries.length > 0 ? [sectionOf('none', null, entries, order)] : [];
  const groups = new Map<string | null, DeviceEntry[]>();
  for (const entry of entries) {
    const name = groupOf(entry, order);
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  const compare = order.group === 'presence' ? byState : byGroupName;
  return [...groups]
    .sort(([a], [b]) => compare(a, b))
    .map(([name, group]) => sectionOf(order.group, name, group, order));
}

function groupOf(entry: DeviceEntry, { group, connectionLost, gatewayOf }: Order): string | null {
  if (group === 'presence') return shownPresence(entry.presence, connectionLost);
  if (group === 'gateway') return gatewayOf(entry);
  return group === 'kind' ? entry.device.kind : entry.device.site;
}

function byState(a: string | null, b: string | null): number {
  return WORST_FIRST.findIndex((state) => state === a) - WORST_FIRST.findIndex((state) => state === b);
}

function byGroupName(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return collator.compare(a, b);
}

function sectionOf(
  by: Section['by'],
  name: string | null,
  entries: readonly DeviceEntry[],
  { connectionLost }: Order,
): Section {
  const key = name === null ? by : `${by}:${name}`;
  return { key, by, name, entries, census: censusOf(entries, connectionLost) };
}

/** Sorted by one number a device, equal ones and those without a number by name, the latter last. */
function sorted(entries: readonly DeviceEntry[], order: Order): readonly DeviceEntry[] {
  if (order.sort === 'name') return order.reverse ? entries.toReversed() : entries;
  const sign = order.reverse ? -1 : 1;
  const keys = Float64Array.from(entries, (entry) => {
    const key = sign * keyOf(entry, order);
    return Number.isNaN(key) ? Infinity : key;
  });
  const places = Uint32Array.from(keys.keys());
  places.sort((a, b) => compareKeys(keys[a] ?? 0, keys[b] ?? 0) || a - b);
  return Array.from(places, (place) => entries[place]).filter((entry) => entry !== undefined);
}

function compareKeys(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * What comes first has the smallest key: the worst incident, after all incidents the worst state, the newest message,
 * the largest value.
 */
function keyOf(entry: DeviceEntry, order: Order): number {
  if (order.sort === 'worst') return urgencyOf(entry, order);
  return order.sort === 'seen' ? -order.seenAt(entry) : -order.valueOf(entry);
}

function urgencyOf(entry: DeviceEntry, { alertOf, connectionLost }: Order): number {
  const state = WORST_FIRST.indexOf(shownPresence(entry.presence, connectionLost));
  const alert = alertOf(entry);
  const rank = Number.isNaN(alert) ? SEVERITIES.length : alert;
  return rank * WORST_FIRST.length + state;
}
