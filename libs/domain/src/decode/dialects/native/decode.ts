import { deviceMetaSchema, isStorableName, type NativeTopic } from '@sensorium/contracts';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, readNativeRecord, type PayloadRecord } from '../../envelope.js';
import { emptyFlat, flatten } from '../../flatten.js';
import { decoded, ignored, rejected, type DeviceKey, type Message } from '../../outcome.js';
import { readPayload, type Payload } from '../../payload.js';
import { readingsOutcome, bareOutcome } from '../../readings.js';
import { decodeUtf8 } from '../../utf8.js';

/** Decodes a message on a native topic (API page, section 2). */
export function decodeNative(topic: NativeTopic, message: Message): DialectOutcome<null> {
  const device = keyOf(topic);
  if (!device) return rejected('bad-id');
  switch (topic.part) {
    case 'telemetry':
      return decodeTelemetry(device, message);
    case 'metric':
      return decodeMetric(device, topic.metric, message);
    case 'status':
      return decodeStatus(device, message);
    case 'meta':
      return decodeMeta(device, message);
    case 'reply':
      return decodeReply(device, topic.command, message);
    case 'command':
      return ignored('command');
  }
}

/** One key object for each topic object, so that whoever looks devices up can go by identity. */
const keys = new WeakMap<NativeTopic, DeviceKey>();

function keyOf(topic: NativeTopic): DeviceKey | undefined {
  const known = keys.get(topic);
  if (known) return known;
  if (!isStorableName(topic.device)) return undefined;
  const key: DeviceKey = { dialect: 'native', base: topic.base, id: topic.device };
  keys.set(topic, key);
  return key;
}

function decodeTelemetry(device: DeviceKey, message: Message): DialectOutcome<null> {
  const payload = readPayload(message.payload);
  if (typeof payload === 'string') return rejected(payload);
  if (payload.kind === 'bare') return bareOutcome(device, 'value', payload.value);
  const elements: unknown[] = Array.isArray(payload.value) ? payload.value : [payload.value];
  const records = elements.map((element) => (isJsonObject(element) ? readNativeRecord(element) : undefined));
  return readingsOutcome(device, records);
}

function decodeMetric(device: DeviceKey, metric: string, message: Message): DialectOutcome<null> {
  if (!isStorableName(metric)) return rejected('bad-metric');
  const payload = readPayload(message.payload);
  if (typeof payload === 'string') return rejected(payload);
  if (payload.kind === 'bare') return bareOutcome(device, metric, payload.value);
  const flat = emptyFlat();
  const reason = flatten(payload.value, metric, flat);
  if (reason) return rejected(reason);
  const record: PayloadRecord = { values: {}, stamp: undefined, badStamp: undefined };
  return readingsOutcome(device, [record], flat);
}

function decodeStatus(device: DeviceKey, message: Message): DialectOutcome<null> {
  if (message.payload.length === 0) return ignored('cleared');
  const word = decodeUtf8(message.payload)?.trim().toLowerCase();
  if (word !== 'online' && word !== 'offline') return rejected('bad-status');
  return decoded([{ type: 'availability', device, online: word === 'online' }]);
}

function decodeMeta(device: DeviceKey, message: Message): DialectOutcome<null> {
  if (message.payload.length === 0) return ignored('cleared');
  const payload = readPayload(message.payload);
  if (typeof payload === 'string') return rejected(payload);
  const meta = deviceMetaSchema.safeParse(payload.value);
  if (!meta.success) return rejected('bad-meta');
  return decoded([{ type: 'description', device, meta: meta.data }]);
}

const REPLY_STATES = ['accepted', 'done', 'refused'] as const;

function decodeReply(device: DeviceKey, command: string, message: Message): DialectOutcome<null> {
  const payload = readPayload(message.payload);
  if (typeof payload === 'string') return rejected(payload);
  const status = REPLY_STATES.find((state) => state === replyField(payload, 'status'));
  if (!status) return rejected('bad-status');
  const text = replyField(payload, 'message');
  return decoded([
    { type: 'reply', device, command, status, message: typeof text === 'string' ? text : undefined },
  ]);
}

function replyField(payload: Payload, key: string): unknown {
  return isJsonObject(payload.value) ? own(payload.value, key) : undefined;
}
