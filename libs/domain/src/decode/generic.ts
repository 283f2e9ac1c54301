import { isStorableName } from '@sensorium/contracts';
import type { Micros } from '../time/index.js';
import { isJsonObject, own, readGenericRecord, without, type JsonObject } from './envelope.js';
import { ignored, rejected, type DeviceKey, type Message, type Outcome } from './outcome.js';
import { readPayload } from './payload.js';
import { bareOutcome, readingsOutcome } from './readings.js';

/** Last topic levels that say what kind of message it is, not which device. */
const GENERIC_WORDS = new Set([
  'state',
  'telemetry',
  'data',
  'stats',
  'sensor',
  'sensors',
  'values',
  'json',
  'event',
  'events',
  'up',
  'attributes',
  'measurement',
  'measurements',
  'reading',
  'readings',
]);

const DEVICE_KEYS = ['device_id', 'deviceId'];

/**
 * Decodes a message that no dialect claims. An object or array names its device by the topic without a
 * trailing generic word, or by its own `device_id`; a bare value by all levels but the last, which is
 * the metric. Empty levels are dropped.
 */
export function decodeGeneric(message: Message, now: Micros): Outcome {
  if (message.topic.startsWith('$')) return ignored('system-topic');
  const levels = message.topic.split('/').filter((level) => level !== '');
  if (levels.length === 0) return rejected('bad-topic');
  const payload = readPayload(message.payload);
  if (typeof payload === 'string') return rejected(payload);
  return payload.kind === 'bare'
    ? decodeBare(levels, payload.value)
    : decodeObject(levels, payload.value, now);
}

function decodeBare(levels: string[], value: unknown): Outcome {
  const metric = levels.length > 1 ? (levels.at(-1) ?? '') : 'value';
  const device = deviceKey(levels.length > 1 ? levels.slice(0, -1) : levels);
  if (!device) return rejected('bad-id');
  if (!isStorableName(metric)) return rejected('bad-metric');
  return bareOutcome(device, metric, value);
}

function decodeObject(levels: string[], value: object, now: Micros): Outcome {
  const own = ownDevice(value);
  const device = own ? deviceKey([own.id]) : deviceKey(withoutGenericWord(levels));
  if (!device) return rejected('bad-id');
  if (isJsonObject(value)) return readingsOutcome(device, [readGenericRecord(own?.rest ?? value, now)]);
  const records = (value as unknown[]).map((item) =>
    isJsonObject(item) ? readGenericRecord(item, now) : undefined,
  );
  if (records.length > 0 && records.every((record) => record?.stamp !== undefined)) {
    return readingsOutcome(device, records);
  }
  return readingsOutcome(device, [{ values: value as JsonObject, stamp: undefined, badStamp: undefined }]);
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

function withoutGenericWord(levels: string[]): string[] {
  const last = levels.at(-1)?.toLowerCase() ?? '';
  return levels.length > 1 && GENERIC_WORDS.has(last) ? levels.slice(0, -1) : levels;
}

function deviceKey(levels: string[]): DeviceKey | undefined {
  const id = levels.join('/');
  return isStorableName(id) ? { dialect: 'generic', base: '', id } : undefined;
}
