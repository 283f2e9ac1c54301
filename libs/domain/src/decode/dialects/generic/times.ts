import type { Micros } from '../../../time/index.js';
import { wordsOf } from '../../../units/index.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
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
  'reportedat',
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
  'dateutc',
  'receivedat',
  'createdat',
  'publishedat',
  'sentat',
  'senton',
  'gatewaytime',
  'rxtime',
  'txtime',
  'enqueuedtime',
  'when',
  'utc',
  'origin',
  'stamp',
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
    const found = readNamed(name, object[key], now);
    if (!found) continue;
    (keys ??= []).push(key);
    if (rank !== undefined && rank < best) [when, best] = [found, rank];
  }
  return when ? { when, keys: keys ?? NO_KEYS } : (dayAndTime(object) ?? { when, keys: keys ?? NO_KEYS });
}

/** A time under a key that says that it is in UTC needs no zone. */
function readNamed(name: string, raw: unknown, now: Micros): When | undefined {
  const when = readWhen(raw, now);
  return when?.localStamp !== undefined && name.includes('utc') ? { stamp: when.localStamp } : when;
}

/** A plausible time with a zone or without, else undefined. */
export function readWhen(raw: unknown, now: Micros): When | undefined {
  const time = isJsonObject(raw) ? timeIn(raw) : raw;
  const stamp = readStamp(time);
  if (stamp !== undefined) return isPlausibleStamp(stamp, now) ? { stamp } : undefined;
  const localStamp = readLocalStamp(time);
  return localStamp === undefined ? undefined : { stamp: undefined, localStamp };
}

/** Members of a time in seconds and ns: of ROS 2 (builtin_interfaces/Time), of ROS 1, and of AWS IoT SiteWise. */
const SECONDS_AND_NANOS = [
  ['sec', 'nanosec'],
  ['secs', 'nsecs'],
  ['timeInSeconds', 'offsetInNanos'],
] as const;

/** The time that an object consists of: `{"$date": …}` (MongoDB Extended JSON), or seconds and ns. */
function timeIn(object: JsonObject): unknown {
  const date = own(object, '$date');
  if (date !== undefined) return date;
  for (const [whole, fraction] of SECONDS_AND_NANOS) {
    const seconds = own(object, whole);
    const nanos = own(object, fraction);
    if (typeof seconds === 'number' && typeof nanos === 'number') return seconds + nanos / 1e9;
  }
  return undefined;
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

const EPOCH_KEY = /^1\d{9}(?:\d{3})?$/;

/** Records by their times, such as `{"1714557600": {"t": 21.5}}`; undefined unless all keys are times. */
export function readByTime(object: JsonObject, now: Micros): [when: When, values: JsonObject][] | undefined {
  const records: [When, JsonObject][] = [];
  for (const key of Object.keys(object)) {
    const values = object[key];
    const when = EPOCH_KEY.test(key) && isJsonObject(values) ? readWhen(key, now) : undefined;
    if (!when || !isJsonObject(values)) return undefined;
    records.push([when, values]);
  }
  return records.length > 0 ? records : undefined;
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
  'Header',
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

/** Last words of names of times. */
const TIME_WORDS = new Set([
  'time',
  'timestamp',
  'ts',
  'date',
  'datetime',
  'epoch',
  'unixtime',
  'utc',
  'seen',
  'lastseen',
  'update',
  'updated',
  'lastupdate',
  'lastupdated',
  'change',
  'changed',
  'since',
  'until',
  'at',
  'start',
  'started',
  'end',
  'ended',
  'expires',
  'created',
  'modified',
]);
/** Before `time` they make a duration of it: `run_time`. */
const DURATIONS = /^(?:up|run|on|off|work|operat\w*|total|active|idle|burn|heat\w*|charg\w*)$/;

/** True for a number that is an epoch in s or ms by its size and a time by its name (`planProjectedEnd`, `last_boot`). */
export function isEpoch(name: string, value: unknown): boolean {
  const number = typeof value === 'string' && EPOCH.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return false;
  const isOfSize = (number >= 1e9 && number < 2.2e9) || (number >= 1e12 && number < 2.2e12);
  if (!isOfSize) return false;
  const words = wordsOf(name.slice(name.lastIndexOf('.') + 1));
  const last = words.at(-1) ?? '';
  if (last === 'time' && DURATIONS.test(words.at(-2) ?? '')) return false;
  return TIME_WORDS.has(last) || (words.length > 1 && words[0] === 'last');
}

const EPOCH = /^\d{10,13}(?:\.\d+)?$/;

/** True for a text that is a time, with a zone or without. */
export function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}/.test(value)) return false;
  return readLocalStamp(value) !== undefined || readStamp(value) !== undefined;
}
