import { isStorableName, type DeviceMeta } from '@sensorium/contracts';
import { readAvailability } from '../../availability.js';
import type { Micros } from '../../../time/index.js';
import type { BoundedMap } from '../../bounded-map.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { bestReception, coordinatesOf } from '../../lorawan.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { ProtobufError, ProtobufReader } from '../../protobuf.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import { takeReadings } from '../generic/take.js';
import { readContent } from './content.js';
import { readTopic } from './topic.js';

/** What was last said about each device, as JSON, so that it is said again only when it changed. */
export type ChirpstackState = BoundedMap<string>;

type ChirpstackOutcome = DialectOutcome<ChirpstackState>;

export function decodeChirpstack(
  message: IncomingMessage,
  state: ChirpstackState,
  now: Micros,
): ChirpstackOutcome {
  const topic = readTopic(message.topic) ?? readContent(message);
  if (!topic) return rejected('bad-topic');
  if (message.isEmpty) return ignored('cleared');
  const { device, event, subject } = topic;
  if (event === 'down' || event === 'command') return ignored('command');
  if (subject === 'gateway') return decodeGateway(device, event, message);
  const body = message.object();
  // Where the server writes Protocol Buffers there is no decoded payload that could be read without its codec.
  if (!body) return message.body() === 'not-utf8' ? ignored('not-telemetry') : rejected('bad-json');
  return described(device, metaOf(body), readingsOf(event, device, body, now), state);
}

function readingsOf(event: string, device: DeviceKey, body: JsonObject, now: Micros): DialectOutcome<never> {
  const stamp = stampOf(body);
  // What a codec makes may have times of its own, such as records that the device had kept.
  switch (event) {
    case 'up':
    case 'rx':
      return takeReadings(device, { ...bestReception(own(body, 'rxInfo')), ...objectOf(body) }, now, {
        when: { stamp },
      });
    case 'integration':
      return takeReadings(device, objectOf(body), now, { when: { stamp } });
    case 'status':
      return valuesOutcome(device, statusOf(body), { stamp });
    case 'location':
      return valuesOutcome(device, coordinatesOf(own(body, 'location')), { stamp });
    default:
      return ignored('metadata');
  }
}

/** What the codec of the device made of its payload; as JSON text where version 3 writes it so. */
function objectOf(body: JsonObject): JsonObject {
  const object = own(body, 'object') ?? own(body, 'objectJSON');
  const read = typeof object === 'string' ? parse(object) : object;
  if (isJsonObject(read)) return read;
  return object === undefined && Object.hasOwn(body, 'devEUI') ? besides(body) : {};
}

/** What an uplink of version 3 says of itself and of the radio. */
const ENVELOPE_3 = new Set([
  ...[
    'applicationID',
    'applicationName',
    'devEUI',
    'devAddr',
    'deviceName',
    'deviceProfileID',
    'deviceProfileName',
  ],
  ...['adr', 'dr', 'fCnt', 'fPort', 'data', 'confirmedUplink', 'rxInfo', 'txInfo', 'tags', 'variables'],
  ...[
    'time',
    'timestamp',
    'publishedAt',
    'gatewayTime',
    'gatewaySN',
    'deviceID',
    'metadata',
    'type',
    'error',
  ],
  'data_encode',
]);

/** Gateways with a network server of their own (Milesight) write what the codec made straight beside the envelope. */
function besides(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !ENVELOPE_3.has(key)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A device on mains, or one that does not know, states a level that means nothing. */
function statusOf(body: JsonObject): JsonObject {
  const level = own(body, 'batteryLevel');
  const external = own(body, 'externalPowerSource');
  const isKnown = external !== true && own(body, 'batteryLevelUnavailable') !== true;
  const margin = own(body, 'margin');
  return {
    ...(typeof margin === 'number' && { margin }),
    ...(typeof level === 'number' && isKnown && { batteryLevel: level }),
    ...(typeof external === 'boolean' && { externalPowerSource: external }),
  };
}

/** When the network heard it: stated by version 4, and by version 3 at publishing or per gateway. */
function stampOf(body: JsonObject): number | undefined {
  const receptions = own(body, 'rxInfo');
  const first = Array.isArray(receptions) ? (receptions[0] as unknown) : undefined;
  const times = [own(body, 'time'), own(body, 'publishedAt'), own(body, 'timestamp')];
  if (isJsonObject(first)) times.push(own(first, 'time'), own(first, 'gwTime'), own(first, 'nsTime'));
  return times.map(readStamp).find((stamp) => stamp !== undefined);
}

/** Names in `deviceInfo` of version 4, and beside the rest in version 3. */
function metaOf(body: JsonObject): DeviceMeta {
  const inner = own(body, 'deviceInfo');
  const info = isJsonObject(inner) ? inner : body;
  const name = shortText(own(info, 'deviceName'));
  const model = shortText(own(info, 'deviceProfileName'));
  const application = shortText(own(info, 'applicationName'));
  const tags = own(info, 'tags');
  const labels = [
    ...Object.entries(application === undefined ? {} : { application }),
    ...(isJsonObject(tags) ? Object.entries(tags) : []),
  ].filter(([key, value]) => key !== '__proto__' && isStorableName(key) && shortText(value) !== undefined);
  return {
    ...(name !== undefined && { name }),
    ...(model !== undefined && { model }),
    ...(labels.length > 0 && { labels: Object.fromEntries(labels.slice(0, 32)) as Record<string, string> }),
  };
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 256 ? value : undefined;
}

function described(
  device: DeviceKey,
  meta: DeviceMeta,
  outcome: DialectOutcome<never>,
  state: ChirpstackState,
): ChirpstackOutcome {
  const said = JSON.stringify(meta);
  if (outcome.kind === 'rejected' || said === '{}' || state.get(device.id) === said) return outcome;
  const description: Fact = { type: 'description', device, meta, mode: 'merge' };
  const { facts, rejected: refused } = outcome.kind === 'facts' ? outcome : decoded([]);
  return { ...decoded([description, ...facts], refused), state: state.with(device.id, said) };
}

/** What gateways count between two reports. */
const STATS = [
  'rxPacketsReceived',
  'rxPacketsReceivedOK',
  'rxPacketsReceivedOk',
  'txPacketsReceived',
  'txPacketsEmitted',
];

function decodeGateway(device: DeviceKey, event: string, message: IncomingMessage): ChirpstackOutcome {
  if (event === 'conn') return decodeConnection(device, message);
  const body = message.object();
  if (event !== 'stats' || !body) return ignored('not-telemetry');
  const counts = STATS.map((key) => [key, own(body, key)]).filter(([, value]) => typeof value === 'number');
  const place = own(body, 'location') ?? body;
  const values = { ...coordinatesOf(place), ...(Object.fromEntries(counts) as JsonObject) };
  return valuesOutcome(device, values, { stamp: readStamp(own(body, 'time')) });
}

/** `state/conn`: JSON, or the message ConnState of gw.proto, whose second field is 1 for online. */
function decodeConnection(device: DeviceKey, message: IncomingMessage): ChirpstackOutcome {
  const body = message.object();
  const word = body ? own(body, 'state') : undefined;
  const online = typeof word === 'string' ? readAvailability(word) : readConnState(message.payload);
  if (online === undefined) return rejected('bad-status');
  return decoded([{ type: 'availability', device, online }]);
}

function readConnState(bytes: Uint8Array): boolean | undefined {
  try {
    const reader = new ProtobufReader(bytes);
    let online = false;
    while (reader.next()) if (reader.field === 2) online = reader.number() === 1;
    return online;
  } catch (error) {
    if (error instanceof ProtobufError) return undefined;
    throw error;
  }
}
