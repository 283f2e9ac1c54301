import { LIMITS } from '@sensorium/contracts';
import { BoundedMap } from '../../bounded-map.js';
import type { Metric } from './message.js';

/** What a birth said of a metric. */
export interface Definition {
  name: string;
  datatype: number | undefined;
}

/** What is known of an edge node, or of a device behind it, since its birth. */
export interface Session {
  /** Number of the node's session; a device's definitions count only within that of its birth. */
  session: number;
  /** Definitions by alias (a number) and by name. */
  definitions: ReadonlyMap<number | string, Definition>;
  /** Of nodes: the sequence number of their last message, and what their birth and death have in common. */
  seq: number | undefined;
  bdSeq: number | undefined;
}

/** Sessions by the id of the node or device, and how many definitions they hold together at most. */
export interface SparkplugState {
  sessions: BoundedMap<Session>;
  /** Times (ms) at which hosts last said that they are there. */
  hosts: BoundedMap<number>;
  definitions: number;
}

const SESSIONS_MAX = LIMITS.devices;
const HOSTS_MAX = 100;

/** Definitions that are remembered in all; two of them for each metric that can be stored. */
const DEFINITIONS_MAX = 2 * LIMITS.series;

export const NO_SESSIONS: SparkplugState = {
  sessions: BoundedMap.empty<Session>(SESSIONS_MAX),
  hosts: BoundedMap.empty<number>(HOSTS_MAX),
  definitions: 0,
};

/** What a birth defines, by alias and by name, as far as a device can have metrics. */
export function definitionsOf(metrics: readonly Metric[]): Map<number | string, Definition> {
  const definitions = new Map<number | string, Definition>();
  for (const { name, alias, datatype } of metrics.slice(0, LIMITS.metricsPerDevice)) {
    if (name === undefined || name === '') continue;
    const definition = { name, datatype };
    definitions.set(name, definition);
    if (alias !== undefined) definitions.set(alias, definition);
  }
  return definitions;
}

/**
 * The state after a birth. Where all definitions together become too many, those of this birth are not remembered:
 * its metrics are then known by their names only.
 */
export function withBirth(state: SparkplugState, id: string, born: Session): SparkplugState {
  const before = state.sessions.get(id)?.definitions.size ?? 0;
  let total = state.definitions - before + born.definitions.size;
  if (total > DEFINITIONS_MAX) total = count(state) - before + born.definitions.size;
  if (total <= DEFINITIONS_MAX)
    return { ...state, sessions: state.sessions.with(id, born), definitions: total };
  const bare = { ...born, definitions: new Map<number | string, Definition>() };
  const definitions = total - born.definitions.size;
  return { ...state, sessions: state.sessions.with(id, bare), definitions };
}

/** Definitions in the sessions that are not forgotten yet. */
function count({ sessions }: SparkplugState): number {
  let total = 0;
  for (const [, { definitions }] of sessions.entries()) total += definitions.size;
  return total;
}

/** Sequence numbers go from 0 to 255 and then begin anew (Sparkplug 3.0, 6.4.8). */
export function isNextSeq(before: number, seq: number): boolean {
  return seq === (before + 1) % 256;
}

/** Sessions that a last will may be late. */
const LATE_SESSIONS = 16;

/**
 * True for a death of a session that the node has replaced since: brokers deliver the last will of a lost connection
 * after the new birth (6.4.24). A number far behind, or ahead of the birth, is that of a session whose birth we missed.
 */
export function isStaleDeath(born: number | undefined, died: number | undefined): boolean {
  if (born === undefined || died === undefined) return false;
  const behind = (born - died + 256) % 256;
  return behind > 0 && behind <= LATE_SESSIONS;
}
