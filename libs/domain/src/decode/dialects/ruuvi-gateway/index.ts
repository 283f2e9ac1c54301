import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type Decoded, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import { unitsByName } from '../../metric-units.js';
import { isRaw, readRaw } from './raw.js';

const MAC = /^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/i;

/** Which, where and when: no measurements. */
const ABOUT = new Set([
  'gw_mac',
  'id',
  'aoa',
  'gwts',
  'ts',
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
  const last = path.at(-1) ?? '';
  if (message.isEmpty) return ignored('cleared');
  const gateway = deviceKey('ruuvi-gateway', '', (path.at(-2) ?? '').toUpperCase());
  if (!gateway) return rejected('bad-id');
  const body = message.object();
  if (last === 'gw_status') return status(body, message, gateway);
  const device = deviceKey('ruuvi-gateway', '', last.toUpperCase());
  if (!device) return rejected('bad-id');
  if (!body) return rejected('bad-json');
  return ofTag(body, device, gateway);
}

function ofTag(body: JsonObject, device: DeviceKey, gateway: DeviceKey): DialectOutcome<null> {
  const stamp = readStamp(own(body, 'ts')) ?? readStamp(own(body, 'gwts'));
  const stated = Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT.has(name)));
  const raw = own(body, 'data');
  const isDecoded = own(body, 'temperature') !== undefined;
  const values = !isDecoded && isRaw(raw) ? { ...readRaw(raw), ...stated } : stated;
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
function status(
  body: JsonObject | undefined,
  message: IncomingMessage,
  device: DeviceKey,
): DialectOutcome<null> {
  const word = body ? own(body, 'state') : message.text();
  const online = typeof word === 'string' ? readAvailability(word) : undefined;
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** Ruuvi Gateway: `<prefix>/<MAC of the gateway>/<MAC of the tag>`, decoded by the gateway or as raw advertisement. */
export const ruuviGateway: Dialect<null> = {
  name: 'ruuvi-gateway',
  title: 'Ruuvi Gateway',
  documentation: 'https://docs.ruuvi.com/gw-data-formats/mqtt-time-stamped-data-from-bluetooth-sensors',
  covers: 'tags by MAC, decoded values and raw data format 5, gateway status',
  initial: null,
  topics: ({ path }) =>
    path.length > 1 &&
    MAC.test(path.at(-2) ?? '') &&
    (MAC.test(path.at(-1) ?? '') || path.at(-1) === 'gw_status'),
  claims: () => true,
  decode,
  metric: unitsByName(UNITS),
};
