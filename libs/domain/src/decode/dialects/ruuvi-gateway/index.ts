import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type Decoded, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { unitsByName } from '../../metric-units.js';
import { addressIn, readRaw, ruuviBytes } from './raw.js';

const STATUS = 'gw_status';
const MAC = /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/i;

/** Which, where and when: no measurements. */
const ABOUT = new Set([
  'gw_mac',
  'id',
  'aoa',
  'gwts',
  'ts',
  'cnt',
  'data',
  'coords',
  'name',
  'dataFormat',
  'measurementSequenceNumber',
]);

/** Units of Ruuvi's data formats 5, 6 and E1. */
const UNITS = new Map<string, string>([
  ['temperature', '°C'],
  ['humidity', '%'],
  ['pressure', 'Pa'],
  ['accelX', 'g'],
  ['accelY', 'g'],
  ['accelZ', 'g'],
  ['voltage', 'V'],
  ['txPower', 'dBm'],
  ['rssi', 'dBm'],
  ['PM1.0', 'µg/m³'],
  ['PM2.5', 'µg/m³'],
  ['PM4.0', 'µg/m³'],
  ['PM10.0', 'µg/m³'],
  ['CO2', 'ppm'],
  ['luminosity', 'lx'],
]);

function decode(message: IncomingMessage): DialectOutcome<null> {
  const { path } = message.topic;
  if (message.isEmpty) return ignored('cleared');
  const body = message.object();
  const before = path.at(-2) ?? '';
  if (path.at(-1) === STATUS)
    return status(body, message, MAC.test(before) ? before : path.slice(0, -1).join('/'));
  if (!body) return rejected('bad-json');
  const device = keyOf(tagOf(message.topic, body) ?? '');
  const gateway = keyOf(MAC.test(before) ? before : textOf(body, 'gw_mac'));
  return device && gateway ? ofTag(body, device, gateway) : rejected('bad-id');
}

function keyOf(id: string): DeviceKey | undefined {
  return deviceKey('ruuvi-gateway', '', MAC.test(id) ? id.toUpperCase() : id);
}

/** Address of the sensor: by the topic, by the gateway that has decoded it, or as it was advertised. */
function tagOf({ path }: Topic, body: JsonObject): string | undefined {
  const raw = ruuviBytes(own(body, 'data'));
  return [path.at(-1) ?? '', textOf(body, 'id'), (raw && addressIn(raw)) ?? ''].find((id) => MAC.test(id));
}

function textOf(body: JsonObject, key: string): string {
  const value = own(body, key);
  return typeof value === 'string' ? value : '';
}

/** On topics that somebody has chosen it is told by the gateway that it names. */
function isRelayed(message: IncomingMessage): boolean {
  const body = message.object();
  if (!body || !MAC.test(textOf(body, 'gw_mac')) || typeof own(body, 'data') !== 'string') return false;
  return tagOf(message.topic, body) !== undefined;
}

function ofTag(body: JsonObject, device: DeviceKey, gateway: DeviceKey): DialectOutcome<null> {
  const stamp = readStamp(own(body, 'ts')) ?? readStamp(own(body, 'gwts'));
  const stated = Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT.has(name)));
  const raw = own(body, 'temperature') === undefined ? ruuviBytes(own(body, 'data')) : undefined;
  const values = raw ? { ...readRaw(raw), ...stated } : stated;
  const outcome = valuesOutcome(device, values, { stamp });
  return outcome.kind === 'facts' ? withParent(outcome, device, gateway) : outcome;
}

function withParent(outcome: Decoded, device: DeviceKey, parent: DeviceKey): Decoded {
  return {
    ...outcome,
    facts: [...outcome.facts, { type: 'description', device, meta: {}, mode: 'merge', parent }],
  };
}

/** `{"state":"online"}`, and the last will the other way. */
function status(body: JsonObject | undefined, message: IncomingMessage, id: string): DialectOutcome<null> {
  const device = keyOf(id);
  if (!device) return rejected('bad-id');
  const word = body ? own(body, 'state') : message.text();
  const online = typeof word === 'string' ? readAvailability(word) : undefined;
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** `<prefix>/<MAC of the gateway>/<MAC of the tag>`, or its status. */
function isPlaced({ path }: Topic): boolean {
  const [before = '', last = ''] = path.slice(-2);
  return path.length > 1 && (last === STATUS || (MAC.test(before) && MAC.test(last)));
}

/** Ruuvi Gateway: `<prefix>/<MAC of the gateway>/<MAC of the tag>`, decoded by the gateway or as raw advertisement. */
export const ruuviGateway: Dialect<null> = {
  name: 'ruuvi-gateway',
  title: 'Ruuvi Gateway',
  documentation: 'https://docs.ruuvi.com/gw-data-formats/mqtt-time-stamped-data-from-bluetooth-sensors',
  covers: 'tags by MAC, decoded values and raw data formats 3, 5, 6 and E1, gateway status, chosen topics',
  initial: null,
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims: (message) => isPlaced(message.topic) || isRelayed(message),
  decode,
  metric: unitsByName(UNITS),
};
