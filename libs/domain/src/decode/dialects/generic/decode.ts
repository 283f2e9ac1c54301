import { isStorableName, LIMITS, type Rejection } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import { readAvailability } from '../../availability.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type Fact, type ReadingsFact } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { readBody } from './body.js';
import { readEdgex } from './edgex.js';
import { readInflux, readTelegraf, type InfluxPoint } from './influx.js';
import { readNested } from './nested.js';
import { ownDevice, readOwners, type Owner } from './owner.js';
import { readPosition, readQuantity } from './quantity.js';
import { decodeSmartRest } from './smartrest.js';
import { takeReadings } from './take.js';
import { readText } from './text.js';
import { isEpoch, isTime, readWhen, timeOfRecord, type When } from './times.js';
import { availabilityDevice, bareDevice, genericKey, objectDevice } from './topic.js';
import { readState } from './wrapped.js';

type GenericOutcome = DialectOutcome<null>;

/**
 * Decodes a message that no dialect claims. An object, an array or a text of several values names its device by the
 * topic without a trailing generic word, or by its own `device_id`; a bare value by all levels but the last, which is
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
    ? decodeObject(path, payload.value, now)
    : decodeBare(path, payload.value, now);
}

/** `online` on `…/status`, or `{"state":"online"}` on such a topic; undefined for all others. */
function saidAvailability(path: readonly string[], value: unknown): GenericOutcome | undefined {
  const device = availabilityDevice(path);
  if (!device) return undefined;
  const word = isJsonObject(value) ? onlyWord(value) : value;
  if (typeof word !== 'string' || !PLAIN_WORDS.has(word.trim().toLowerCase())) return undefined;
  const online = readAvailability(word);
  return online === undefined ? undefined : decoded([{ type: 'availability', device, online }]);
}

/** The only member of an object, if it is one that states whether a device is there. */
function onlyWord(object: object): unknown {
  const entries = Object.entries(object) as [string, unknown][];
  const [entry] = entries;
  return entries.length === 1 && entry && /^(state|status|availability)$/i.test(entry[0])
    ? entry[1]
    : undefined;
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
  'connection lost',
]);

function decodeBare(path: readonly string[], value: unknown, now: Micros): GenericOutcome {
  if (isTime(value) || isEpoch(path.at(-1) ?? '', value)) return ignored('metadata');
  if (typeof value !== 'string') return decodeSingle(path, value, undefined);
  const nested = readNested(value);
  if (nested) return decodeObject(path, nested, now);
  const lines = decodeSmartRest(path, value, now);
  if (lines) return lines;
  const influx = value.includes('=') ? readInflux(value) : undefined;
  if (influx) return decodePoints(path, influx);
  const { value: single, unit } = readQuantity(value);
  if (single !== value) return decodeSingle(path, single, unit);
  return decodeText(path, value, now) ?? decodeSingle(path, value, undefined);
}

function decodeSingle(
  path: readonly string[],
  value: unknown,
  unit: string | undefined,
  when?: When,
): GenericOutcome {
  const metric = path.length > 1 ? (path.at(-1) ?? '') : 'value';
  const device = bareDevice(path);
  if (!device) return rejected('bad-id');
  if (!isStorableName(metric)) return rejected('bad-metric');
  const outcome = bareOutcome(device, metric, value);
  if ((unit === undefined && !when) || outcome.kind !== 'facts') return outcome;
  const known = { ...(unit !== undefined && { units: [unit] }), ...when };
  return decoded(outcome.facts.map((fact) => (fact.type === 'readings' ? { ...fact, ...known } : fact)));
}

/** Several values in a text; undefined if it is none of the usual forms. */
function decodeText(path: readonly string[], text: string, now: Micros): GenericOutcome | undefined {
  const device = objectDevice(path);
  const position = readPosition(path.at(-1) ?? '', text);
  if (device && position) return takeReadings(device, position, now);
  const found = device && readText(text);
  if (!found) return undefined;
  return takeReadings(device, Object.fromEntries(found.values), now, { when: readWhen(found.time, now) });
}

function decodeObject(path: readonly string[], value: object, now: Micros): GenericOutcome {
  const points = readTelegraf(value);
  if (points) return decodePoints(path, { points, rejected: [] });
  const edgex = readEdgex(value);
  if (edgex) {
    const device = genericKey([edgex.device]);
    return device ? takeReadings(device, edgex.readings, now) : rejected('bad-id');
  }
  const state = readState(value, now);
  if (state) return decodeSingle(path, state.value, undefined, state.when);
  const owners = readOwners(value);
  return owners ? decodeOwners(path, owners, now) : decodeOwned(path, value, now);
}

function decodeOwned(path: readonly string[], value: object, now: Micros): GenericOutcome {
  const named = ownDevice(value, path);
  const device = named ? genericKey([named.id]) : objectDevice(path);
  return device ? takeReadings(device, named?.rest ?? value, now) : rejected('bad-id');
}

/** What a gateway says of each of several devices, and of itself. */
function decodeOwners(
  path: readonly string[],
  { parts, around }: { parts: Owner[]; around: JsonObject },
  now: Micros,
): GenericOutcome {
  const when = timeOfRecord(around, now);
  const outcomes: GenericOutcome[] = parts.map(({ id, rest }) => {
    const device = genericKey([id]);
    return device ? takeReadings(device, rest, now, { when }) : rejected('bad-id');
  });
  outcomes.push(decodeOwned(path, around, now));
  const refused = outcomes.find((outcome) => outcome.kind === 'rejected');
  if (refused) return refused;
  const taken = outcomes.filter((outcome) => outcome.kind === 'facts');
  const facts = taken.flatMap((outcome) => outcome.facts);
  const count = facts.reduce((sum, fact) => sum + (fact.type === 'readings' ? fact.metrics.length : 0), 0);
  if (count > LIMITS.valuesPerMessage) return rejected('too-many-values');
  return taken.length > 0
    ? decoded(
        facts,
        taken.flatMap((outcome) => outcome.rejected),
      )
    : ignored('no-values');
}

/** Tags that name the device of a point. */
const DEVICE_TAGS = ['device_id', 'device', 'sensor_id', 'sensor', 'host'];

/** The metric of a field is its measurement, the values of its other tags, and its name: no two series are one. */
function decodePoints(
  path: readonly string[],
  { points, rejected: refused }: { points: InfluxPoint[]; rejected: Rejection[] },
): GenericOutcome {
  const facts = points.flatMap((point): Fact[] => readingsOf(path, point));
  const count = facts.reduce((sum, fact) => sum + (fact.type === 'readings' ? fact.metrics.length : 0), 0);
  if (count > LIMITS.valuesPerMessage) return rejected('too-many-values');
  return facts.length > 0 ? decoded(facts, refused) : rejected('bad-metric');
}

function readingsOf(
  path: readonly string[],
  { measurement, tags, fields, stamp }: InfluxPoint,
): ReadingsFact[] {
  const named = tags.find(([key]) => DEVICE_TAGS.includes(key));
  const device = named ? genericKey([named[1]]) : objectDevice(path);
  if (!device || fields.length === 0) return [];
  const prefix = [measurement, ...tags.filter((tag) => tag !== named).map(([, value]) => value)].join('.');
  const metrics = fields.map(([key]) => `${prefix}.${key}`);
  if (!metrics.every(isStorableName)) return [];
  return [{ type: 'readings', device, stamp, metrics, values: fields.map(([, value]) => value) }];
}
