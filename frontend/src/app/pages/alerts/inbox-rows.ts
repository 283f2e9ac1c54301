import type { Alert } from '@sensorium/contracts';
import { byUrgency, isOpen, sinceOf, stageOf } from '../../data/alert-view';
import type { Grouping, InboxQuery, Tab } from './inbox-query';

/** One incident of the list. `below`: incidents that it covers. */
export interface InboxRow {
  alert: Alert;
  below: number;
}

/**
 * Incidents that stand together. `name`: site, device or rule that they share; null if they name none, or share
 * nothing. `total`: how many there are, of which some may not stand here.
 */
export interface InboxSection {
  key: string;
  by: Grouping | 'solved';
  name: string | null;
  rows: readonly InboxRow[];
  total: Total;
}

/** How many there are; `atLeast`: that many are known, and there may be more. */
export interface Total {
  n: number;
  atLeast: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * The tab that an incident belongs to; null for none: what has not fired, and what stands below its root. One that a
 * silence keeps quiet is with the snoozed ones; an acknowledged one stays where it is until it is over.
 */
export function tabOf(alert: Alert, known: ReadonlyMap<string, Alert>, now: number): Tab | null {
  if (isOpen(alert, now)) return 'open';
  const stage = stageOf(alert, now);
  if (stage === 'pending') return null;
  if (stage === 'resolved') return 'recent';
  if (stage === 'snoozed') return stage;
  return known.has(alert.suppressedBy ?? '') ? null : 'snoozed';
}

/** How many open incidents each tab has; those of `recent` are not counted. */
export function tabCounts(known: ReadonlyMap<string, Alert>, now: number): ReadonlyMap<Tab, number> {
  const counts = new Map<Tab, number>();
  for (const alert of known.values()) {
    const tab = tabOf(alert, known, now);
    if (tab !== null) counts.set(tab, (counts.get(tab) ?? 0) + 1);
  }
  return counts;
}

/** How many incidents each root covers, by its id. */
export function belowOf(known: ReadonlyMap<string, Alert>): ReadonlyMap<string, number> {
  const below = new Map<string, number>();
  for (const { suppressedBy } of known.values())
    if (suppressedBy !== null) below.set(suppressedBy, (below.get(suppressedBy) ?? 0) + 1);
  return below;
}

/** True if the query asks for this incident. */
export function matches(alert: Alert, { q, severities, sites, rules }: InboxQuery): boolean {
  if (severities.length > 0 && !severities.includes(alert.severity)) return false;
  if (sites.length > 0 && !sites.includes(alert.site ?? '')) return false;
  if (rules.length > 0 && !rules.includes(alert.rule.id)) return false;
  const text = searchText(alert);
  return q
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

/** Incidents in groups: those with the most urgent incident first, inside of each the most urgent first. */
export function sectionsOf(rows: readonly InboxRow[], group: Grouping): InboxSection[] {
  const groups = new Map<string | null, InboxRow[]>();
  for (const row of rows.toSorted((a, b) => byUrgency(a.alert, b.alert))) {
    const name = group === 'none' ? null : groupName(row.alert, group);
    const known = groups.get(name);
    if (known) known.push(row);
    else groups.set(name, [row]);
  }
  return [...groups].map(([name, found]) => ({
    key: name === null ? group : `${group}:${name}`,
    by: group,
    name,
    rows: found,
    total: { n: found.length, atLeast: false },
  }));
}

/** Those that are over, the youngest first. */
export function byEnd(a: Alert, b: Alert): number {
  return (b.resolvedAt ?? sinceOf(b)) - (a.resolvedAt ?? sinceOf(a));
}

/**
 * How many of `known`, which a list has read the newest of, were solved since a time, ms. While the list has older ones
 * (`goesOn`) and all of it is as young, there may be more.
 */
export function solvedSince(known: readonly Alert[], since: number, goesOn: boolean): Total {
  const n = known.filter(({ resolvedAt }) => (resolvedAt ?? 0) > since).length;
  return { n, atLeast: goesOn && n > 0 && n === known.length };
}

/** Values that the filters offer, by name. */
export function choicesOf(alerts: Iterable<Alert>): {
  sites: string[];
  rules: { id: string; name: string }[];
} {
  const sites = new Set<string>();
  const rules = new Map<string, string>();
  for (const { site, rule } of alerts) {
    sites.add(site ?? '');
    rules.set(rule.id, rule.name);
  }
  const compare = collator.compare.bind(collator);
  return {
    sites: [...sites].sort(compare),
    rules: [...rules].map(([id, name]) => ({ id, name })).sort((a, b) => compare(a.name, b.name)),
  };
}

function groupName({ site, deviceName, device, rule }: Alert, group: Grouping): string | null {
  if (group === 'rule') return rule.name;
  return group === 'device' ? (deviceName ?? device) : site;
}

function searchText({
  rule,
  device,
  deviceName,
  site,
  metric,
  labels,
  message,
  acknowledged,
}: Alert): string {
  const words = [rule.name, device, deviceName, site, metric, message, acknowledged?.by];
  for (const [key, value] of Object.entries(labels)) words.push(`${key}:${value}`);
  return words.join('\n').normalize('NFC').toLowerCase();
}
