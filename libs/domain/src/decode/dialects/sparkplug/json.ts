import { LIMITS } from '@sensorium/contracts';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { Metric, SparkplugPayload, WireValue } from './message.js';

/** Numbers of the data types by their names in lower case (Sparkplug 3.0, 6.4.16). */
const TYPES = new Map(
  [
    'int8',
    'int16',
    'int32',
    'int64',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
    'float',
    'double',
    'boolean',
    'string',
    'datetime',
    'text',
    'uuid',
  ].map((name, place) => [name, place + 1]),
);

const VALUE_KEYS = [
  'value',
  'intValue',
  'longValue',
  'floatValue',
  'doubleValue',
  'booleanValue',
  'stringValue',
];

/**
 * Reads a payload that a gateway or a script wrote as JSON, with the names of the protobuf fields as the libraries of
 * Tahu have them. Undefined for an object without metrics.
 */
export function readJsonPayload(object: JsonObject): SparkplugPayload | undefined {
  const metrics = own(object, 'metrics');
  if (!Array.isArray(metrics) || !metrics.some(isMetric)) return undefined;
  if (metrics.length > LIMITS.valuesPerMessage) return undefined;
  const timestamp = numberOf(own(object, 'timestamp'));
  const seq = numberOf(own(object, 'seq'));
  return {
    metrics: metrics.filter(isJsonObject).map(readMetric),
    ...(timestamp !== undefined && { timestamp }),
    ...(seq !== undefined && { seq }),
  };
}

/** One that says what it is. */
function isMetric(metric: unknown): boolean {
  return isJsonObject(metric) && (Object.hasOwn(metric, 'name') || Object.hasOwn(metric, 'alias'));
}

function readMetric(object: JsonObject): Metric {
  const name = own(object, 'name');
  const alias = numberOf(own(object, 'alias'));
  const timestamp = numberOf(own(object, 'timestamp'));
  const datatype = typeOf(own(object, 'dataType') ?? own(object, 'datatype') ?? own(object, 'type'));
  const value = valueOf(object);
  const properties = propertiesOf(own(object, 'properties'));
  return {
    ...(typeof name === 'string' && { name }),
    ...(alias !== undefined && { alias }),
    ...(timestamp !== undefined && { timestamp }),
    ...(datatype !== undefined && { datatype }),
    ...(value ? { value } : { isNull: true }),
    ...(properties && { properties }),
  };
}

function valueOf(object: JsonObject): WireValue | undefined {
  const raw = VALUE_KEYS.map((key) => own(object, key)).find(
    (value) => value !== undefined && value !== null,
  );
  if (typeof raw === 'boolean' || typeof raw === 'string') return { kind: 'plain', value: raw };
  const number = numberOf(raw);
  return number === undefined ? undefined : { kind: 'plain', value: number };
}

/** A number, or one of 64 bits as its two halves. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (!isJsonObject(value)) return undefined;
  const low = own(value, 'low');
  const high = own(value, 'high');
  return typeof low === 'number' && typeof high === 'number' ? high * 4_294_967_296 + (low >>> 0) : undefined;
}

function typeOf(type: unknown): number | undefined {
  return typeof type === 'string' ? TYPES.get(type.toLowerCase()) : numberOf(type);
}

/** Scalars by key in lower case, plain or as `{"type", "value"}`. */
function propertiesOf(properties: unknown): Map<string, number | boolean | string> | undefined {
  if (!isJsonObject(properties)) return undefined;
  const read = new Map<string, number | boolean | string>();
  for (const [key, property] of Object.entries(properties)) {
    const value = isJsonObject(property) ? own(property, 'value') : property;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') {
      read.set(key.toLowerCase(), value);
    }
  }
  return read;
}
