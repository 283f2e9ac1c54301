import type { LogEntry } from '@sensorium/contracts';

/** So many of one kind stand each for itself; more are one line. */
const MOST_ALONE = 2;
/** What is told within so long of each other is one event of many devices, ms. */
const TOGETHER_MS = 60_000;

/** An entry with the words that tell it. */
export interface ToldEntry extends LogEntry {
  text: string;
}

/** One line of the log: an entry, or the newest of several devices of which the same is told. */
export interface LogGroup<T extends ToldEntry> {
  first: T;
  entries: readonly T[];
}

/**
 * The lines of a log, newest first: what is told of several devices within a minute in the same words is one line, in
 * the place of its newest entry.
 */
export function groupsOf<T extends ToldEntry>(entries: readonly T[]): LogGroup<T>[] {
  const groups: T[][] = [];
  const open = new Map<string, T[]>();
  for (const entry of entries) {
    const group = entry.uid === null ? undefined : open.get(entry.text);
    const newest = group?.[0];
    if (group && newest && newest.at - entry.at <= TOGETHER_MS) {
      group.push(entry);
      continue;
    }
    const begun = [entry];
    groups.push(begun);
    if (entry.uid !== null) open.set(entry.text, begun);
  }
  return groups
    .flatMap((group) => (new Set(group.map(({ uid }) => uid)).size > MOST_ALONE ? [group] : alone(group)))
    .sort(([a], [b]) => (b?.at ?? 0) - (a?.at ?? 0) || (b?.id ?? 0) - (a?.id ?? 0))
    .flatMap((group) => (group[0] ? [{ first: group[0], entries: group }] : []));
}

function alone<T>(group: readonly T[]): T[][] {
  return group.map((entry) => [entry]);
}
