import { isStorableName, type Rejection } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import { readAvailability } from '../../availability.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, without, type JsonObject, type PayloadRecord } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type Fact, type RawValue } from '../../outcome.js';
import { bareOutcome, readingsOutcome } from '../../readings.js';
import { readLocalStamp, readStamp } from '../../stamp.js';
import { readBody } from './body.js';
import { readInflux, type InfluxPoint } from './influx.js';
import { isStamped, readGenericRecord, readPairs } from './record.js';
import { availabilityDevice, bareDevice, genericKey, objectDevice } from './topic.js';

type GenericOutcome = DialectOutcome<null>;

const DEVICE_KEYS = ['device_id', 'deviceId'];

/**
 * Decodes a message that no dialect claims. An object or array names its device by the topic without a
 * trailing generic word, or by its own `device_id`; a bare value by all levels but the last, which is
 * the metric. Empty levels are dropped.
 */
export function decodeGeneric(message: IncomingMessage, now: Micros): GenericOutcome {
  const { text, path } = message.topic;
  if (text.startsWith('$SYS/')) return ignored('system-topic');
  if (path.length === 0) return rejected('bad-topic');
  if (message.isEmpty) return ignored('cleared');
  const payload = readBody(message);
  if (typeof payload === 'string') return rejected(payload);
  const said = saidAvailability(path, payload.value);
  if (said) return said;
  return payload.kind === 'json'
    ? settled(decodeObject(path, payload.value, now))
    : decodeBare(path, payload.value);
}

/** `online` on `…/status`, or `{"state":"online"}` on such a topic; undefined for all others. */
function saidAvailability(path: readonly string[], value: unknown): GenericOutcome | undefined {
  const device = availabilityDevice(path);
  if (!device) return undefined;
  const word = isJsonObject(value) && Object.keys(value).length === 1 ? own(value, 'state') : value;
  if (typeof word !== 'string' || !PLAIN_WORDS.has(word.trim().toLowerCase())) return undefined;
  const online = readAvailability(word);
  return online === undefined ? undefined : decoded([{ type: 'availability', device, online }]);
}

/** Of all words those that never name the state of a machine. */
const PLAIN_WORDS = new Set([
  'online',
  'offline',
  'available',
  'unavailable',
  'connected',
  'disconnected',
  'lost',
]);

function decodeBare(path: readonly string[], value: unknown): GenericOutcome {
  const influx = typeof value === 'string' && value.includes('=') ? readInflux(value) : undefined;
  if (influx) return decodeInflux(path, influx);
  const metric = path.length > 1 ? (path.at(-1) ?? '') : 'value';
  const device = bareDevice(path);
  if (!device) return rejected('bad-id');
  if (!isStorableName(metric)) return rejected('bad-metric');
  if (isTime(value)) return ignored('metadata');
  return bareOutcome(device, metric, typeof value === 'string' ? switched(value) : value);
}

function decodeObject(path: readonly string[], value: object, now: Micros): GenericOutcome {
  const named = ownDevice(value);
  const device = named ? genericKey([named.id]) : objectDevice(path);
  if (!device) return rejected('bad-id');
  if (isJsonObject(value)) return readingsOutcome(device, recordsOf(named?.rest ?? value, now));
  const list = value as unknown[];
  if (list.length > 0 && list.every((item) => isStamped(item, now))) {
    return readingsOutcome(
      device,
      list.map((item) => readGenericRecord(item, now)),
    );
  }
  return readingsOutcome(device, [plain(readPairs(list) ?? (list as unknown as JsonObject))]);
}

/** Records of an object: itself, or those of the lists of stamped records by name that it consists of. */
function recordsOf(object: JsonObject, now: Micros): PayloadRecord[] {
  const entries = Object.entries(object);
  const areLists = entries.every(
    ([, list]) => Array.isArray(list) && list.length > 0 && isStamped(list[0], now),
  );
  if (entries.length > 0 && areLists) {
    return entries.flatMap(([name, list]) => recordsNamed(name, list as unknown[], now));
  }
  const record = readGenericRecord(object, now);
  const paired = Object.entries(record.values).flatMap(([key, value]) => pairsIn(key, value));
  return [{ ...record, values: paired.length > 0 ? Object.fromEntries(paired) : record.values }];
}

function recordsNamed(name: string, list: readonly unknown[], now: Micros): PayloadRecord[] {
  return list.filter(isJsonObject).map((item) => {
    const record = readGenericRecord(item, now);
    return { ...record, values: Object.fromEntries([[name, record.values]]) };
  });
}

/** A member of a record; a list of named values as those values. */
function pairsIn(key: string, value: unknown): [string, unknown][] {
  const pairs = Array.isArray(value) ? readPairs(value) : undefined;
  return pairs ? Object.entries(pairs) : [[key, value]];
}

function plain(values: JsonObject): PayloadRecord {
  return { values, stamp: undefined, badStamp: undefined };
}

function ownDevice(value: object): { id: string; rest: JsonObject } | undefined {
  if (!isJsonObject(value)) return undefined;
  for (const key of DEVICE_KEYS) {
    const id = own(value, key);
    if ((typeof id === 'string' && id !== '') || typeof id === 'number') {
      return { id: String(id), rest: without(value, key) };
    }
  }
  return undefined;
}

/** Tags that name the device of a point. */
const DEVICE_TAGS = ['device_id', 'device', 'sensor_id', 'sensor', 'host'];

/** The metric of a field is its measurement, the values of its other tags, and its name: no two series are one. */
function decodeInflux(
  path: readonly string[],
  { points, rejected: refused }: { points: InfluxPoint[]; rejected: Rejection[] },
): GenericOutcome {
  const facts = points.flatMap((point): Fact[] => {
    const { measurement, tags, fields, stamp } = point;
    const named = tags.find(([key]) => DEVICE_TAGS.includes(key));
    const device = named ? genericKey([named[1]]) : objectDevice(path);
    if (!device) return [];
    const prefix = [measurement, ...tags.filter((tag) => tag !== named).map(([, value]) => value)].join('.');
    const metrics = fields.map(([key]) => `${prefix}.${key}`);
    if (!metrics.every(isStorableName)) return [];
    return [{ type: 'readings', device, stamp, metrics, values: fields.map(([, value]) => value) }];
  });
  return facts.length > 0 ? decoded(facts, refused) : rejected('bad-metric');
}

/** Switch words become booleans; times of something else than the measurement are no values. */
function settled(outcome: GenericOutcome): GenericOutcome {
  if (outcome.kind === 'rejected' && outcome.reason === 'no-values') return ignored('no-values');
  if (outcome.kind !== 'facts') return outcome;
  const facts = outcome.facts.flatMap((fact): Fact[] => {
    if (fact.type !== 'readings' || !fact.values.some((value) => typeof value === 'string')) return [fact];
    const kept = fact.values.map((_, place) => place).filter((place) => !isTime(fact.values[place]));
    const metrics = kept.map((place) => fact.metrics[place] ?? '');
    const values = kept.map((place) => switched(fact.values[place] ?? ''));
    return metrics.length > 0 ? [{ ...fact, metrics, values }] : [];
  });
  return facts.length > 0 || outcome.rejected.length > 0
    ? decoded(facts, outcome.rejected)
    : ignored('metadata');
}

/** `ON` and `OFF` in capitals are a switch; in small letters they may be one of several modes. */
function switched(value: RawValue): RawValue {
  return value === 'ON' || value === 'OFF' ? value === 'ON' : value;
}

function isTime(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}/.test(value)) return false;
  return readLocalStamp(value) !== undefined || readStamp(value) !== undefined;
}
