import type { Micros } from '../../../time/index.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, without, type PayloadRecord } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { ignored, rejected } from '../../outcome.js';
import { bareOutcome, readingsOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { readBody } from '../generic/body.js';
import { readGenericRecord } from '../generic/record.js';

/** A telemetry topic of IoT Hub: `properties` is what the device said about its message, URL-encoded. */
export interface AzureTopic {
  id: string;
  isToDevice: boolean;
  properties: string;
}

/** Reads `devices/<id>[/modules/<module>]/messages/(events|devicebound)/<properties>`; undefined for any other topic. */
export function readTopic({ levels }: Topic): AzureTopic | undefined {
  const [root, device = '', ...rest] = levels;
  if (root !== 'devices' || device === '') return undefined;
  const isModule = rest[0] === 'modules';
  const [messages, way, ...bag] = isModule ? rest.slice(2) : rest;
  if (messages !== 'messages' || (way !== 'events' && way !== 'devicebound')) return undefined;
  const id = isModule ? `${device}/${rest[1] ?? ''}` : device;
  return { id, isToDevice: way === 'devicebound', properties: bag.join('/') };
}

export function decodeAzure(message: IncomingMessage, now: Micros): DialectOutcome<null> {
  // Twins, methods and files: no topic of them names the device.
  if (message.topic.text.startsWith('$iothub/')) return ignored('system-topic');
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (topic.isToDevice) return ignored('command');
  if (message.isEmpty) return ignored('no-values');
  const device = deviceKey('azure-iot', '', topic.id);
  if (!device) return rejected('bad-id');
  const body = readBody(message);
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'bare') return bareOutcome(device, 'value', body.value);
  const list: unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  const created = createdAt(topic.properties);
  return readingsOutcome(
    device,
    list.map((one) => readRecord(one, created, now)),
  );
}

/** Keys by which the samples of Azure name the device and count messages: no measurements. */
const ENVELOPE = ['deviceId', 'messageId'];

function readRecord(value: unknown, created: Micros | undefined, now: Micros): PayloadRecord | undefined {
  if (!isJsonObject(value)) return undefined;
  const record = readGenericRecord(ENVELOPE.reduce(without, value), now);
  return record.stamp === undefined && record.localStamp === undefined
    ? { ...record, stamp: created }
    : record;
}

/** When the device made the message, by `$.ctime` or `iothub-creation-time-utc` among the properties. */
function createdAt(properties: string): Micros | undefined {
  for (const pair of properties.split('&')) {
    const [key = '', value = ''] = pair.split('=').map(decodedText);
    if (key === '$.ctime' || key === 'iothub-creation-time-utc') return readStamp(value);
  }
  return undefined;
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
