import type { Micros } from '../../../time/index.js';
import { own, type JsonObject } from '../../envelope.js';
import { isPlausibleStamp, readLocalStamp, readStamp } from '../../stamp.js';

/** When something was measured: at `stamp`, or at a wall clock without a zone (as if it were UTC). */
export interface When {
  stamp: Micros | undefined;
  localStamp?: Micros | undefined;
}

/** The time of an object, and all its members that hold one: none of them is a value. */
export interface Times {
  when: When | undefined;
  keys: readonly string[];
}

/** Keys that may hold the time of a measurement, by how much they are to be preferred; without case, `_` and `-`. */
const STAMP_NAMES = [
  'ts',
  'timestamp',
  'time',
  'tst',
  'datetime',
  'sourcetimestamp',
  'measuredat',
  'recordedat',
  'sampledat',
  'observedat',
  'dateobserved',
  'phenomenontime',
  'resulttime',
  'eventtime',
  'timecreated',
  'devicetime',
  'localtime',
  'utctime',
  'timeutc',
  'receivedat',
  'createdat',
  'sentat',
  'epoch',
  'unixtime',
  'tsms',
  'timems',
  'timestampms',
  'servertimestamp',
  'date',
  'dt',
  't',
];
const RANKS = new Map(STAMP_NAMES.map((name, rank) => [name, rank]));

/** Keys that hold the time of something else. */
const OTHER_TIMES = new Set(['lc', 'lastseen', 'lastupdate', 'lastupdated', 'lastchange', 'lastchanged']);
const NAME_MAX = 20;

const NO_KEYS: readonly string[] = [];

/** Reads the times among the members of an object: a key counts only if it holds a plausible time. */
export function findTimes(object: JsonObject, now: Micros): Times {
  let when: When | undefined;
  let best = Infinity;
  let keys: string[] | undefined;
  for (const key of Object.keys(object)) {
    if (key.length > NAME_MAX) continue;
    const name = key.toLowerCase().replace(/[_-]/g, '');
    const rank = RANKS.get(name);
    if (rank === undefined && !OTHER_TIMES.has(name)) continue;
    const found = readWhen(object[key], now);
    if (!found) continue;
    (keys ??= []).push(key);
    if (rank !== undefined && rank < best) [when, best] = [found, rank];
  }
  return when ? { when, keys: keys ?? NO_KEYS } : (dayAndTime(object) ?? { when, keys: keys ?? NO_KEYS });
}

/** A plausible time with a zone or without, else undefined. */
export function readWhen(raw: unknown, now: Micros): When | undefined {
  const stamp = readStamp(raw);
  if (stamp !== undefined) return isPlausibleStamp(stamp, now) ? { stamp } : undefined;
  const localStamp = readLocalStamp(raw);
  return localStamp === undefined ? undefined : { stamp: undefined, localStamp };
}

/** `{"date": "2024-05-01", "time": "10:00:00"}`. */
function dayAndTime(object: JsonObject): Times | undefined {
  for (const keys of [
    ['date', 'time'],
    ['Date', 'Time'],
  ]) {
    const [day, time] = keys.map((key) => own(object, key));
    if (typeof day !== 'string' || typeof time !== 'string') continue;
    const localStamp = readLocalStamp(`${day} ${time}`);
    if (localStamp !== undefined) return { when: { stamp: undefined, localStamp }, keys };
  }
  return undefined;
}

/** Envelopes in which the time of a measurement may stand beside its values. */
const ENVELOPES = [
  'params',
  'payload',
  'data',
  'values',
  'uplink_message',
  'reported',
  'header',
  'meta',
  'metadata',
];

/** The time of a whole record: its own, or that of the envelope in it. */
export function timeOfRecord(object: JsonObject, now: Micros): When | undefined {
  const { when } = findTimes(object, now);
  if (when) return when;
  for (const name of ENVELOPES) {
    const inner = own(object, name);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue;
    const found = findTimes(inner as JsonObject, now).when;
    if (found) return found;
  }
  return undefined;
}

/** True for a text that is a time, with a zone or without. */
export function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}/.test(value)) return false;
  return readLocalStamp(value) !== undefined || readStamp(value) !== undefined;
}
