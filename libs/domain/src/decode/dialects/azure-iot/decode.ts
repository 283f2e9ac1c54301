import type { Micros } from '../../../time/index.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, without, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { ignored, rejected } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { readBody } from '../generic/body.js';
import { takeReadings } from '../generic/take.js';
import { readText } from '../generic/text.js';
import { readWhen, type When } from '../generic/times.js';

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

/** Twins, methods, files and provisioning: no topic of them names the device. */
export function isOfService({ levels: [root] }: Topic): boolean {
  return root === '$iothub' || root === '$dps';
}

export function decodeAzure(message: IncomingMessage, now: Micros): DialectOutcome<null> {
  if (isOfService(message.topic)) return ignored('system-topic');
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (topic.isToDevice) return ignored('command');
  if (message.isEmpty) return ignored('no-values');
  const device = deviceKey('azure-iot', '', topic.id);
  if (!device) return rejected('bad-id');
  const body = readBody(message);
  if (typeof body === 'string') return rejected(body);
  const when = createdAt(topic.properties);
  if (body.kind === 'json') {
    return takeReadings(device, withoutEnvelope(body.value), now, { when, isBatch: true });
  }
  const text = typeof body.value === 'string' ? readText(body.value) : undefined;
  if (!text) return bareOutcome(device, 'value', body.value);
  return takeReadings(device, Object.fromEntries(text.values), now, {
    when: readWhen(text.time, now) ?? when,
  });
}

/** Keys by which the samples of Azure name the device and count messages, without case: no measurements. */
const ENVELOPE = new Set(['deviceid', 'messageid']);

function withoutEnvelope(value: object): object {
  if (Array.isArray(value))
    return value.map((one: unknown) => (isJsonObject(one) ? withoutEnvelope(one) : one));
  const keys = Object.keys(value).filter((key) => ENVELOPE.has(key.toLowerCase()));
  return keys.reduce(without, value as JsonObject);
}

/** When the device made the message, by `$.ctime` or `iothub-creation-time-utc` among the properties. */
function createdAt(properties: string): When {
  for (const pair of properties.split('&')) {
    const [key = '', value = ''] = pair.split('=').map(decodedText);
    if (key === '$.ctime' || key === 'iothub-creation-time-utc') return { stamp: readStamp(value) };
  }
  return { stamp: undefined };
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
