import type { DeviceMeta } from '@sensorium/contracts';
import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp, YEAR_2000 } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { unitsByName, unitsByPattern } from '../../metric-units.js';

/** Channels of power meters, and particles by their size. */
const CHANNELS: readonly (readonly [RegExp, string])[] = [
  [/^voltage_ch\d$/, 'V'],
  [/^current_ch\d$/, 'mA'],
  [/^pm\d+(?:_e)?$/, 'µg/m³'],
];

/** Positions are whole numbers of so many parts of a degree. */
const DEGREE = 1e7;

const UNITS = new Map<string, string>([
  ['battery_level', '%'],
  ['voltage', 'V'],
  ['current', 'mA'],
  ['air_util_tx', '%'],
  ['channel_utilization', '%'],
  ['uptime_seconds', 's'],
  ['temperature', '°C'],
  ['relative_humidity', '%'],
  ['barometric_pressure', 'hPa'],
  ['gas_resistance', 'MΩ'],
  ['lux', 'lx'],
  ['white_lux', 'lx'],
  ['ir_lux', 'lx'],
  ['uv_lux', 'lx'],
  ['soil_temperature', '°C'],
  ['soil_moisture', '%'],
  ['rainfall_1h', 'mm'],
  ['rainfall_24h', 'mm'],
  ['weight', 'kg'],
  ['distance', 'mm'],
  ['co2', 'ppm'],
  ['wind_speed', 'm/s'],
  ['wind_gust', 'm/s'],
  ['wind_lull', 'm/s'],
  ['ground_speed', 'm/s'],
  ['wind_direction', '°'],
  ['rssi', 'dBm'],
  ['snr', 'dB'],
  ['lat', '°'],
  ['lon', '°'],
  ['altitude', 'm'],
]);

const byName = unitsByName(UNITS);
const byChannel = unitsByPattern(CHANNELS);

/** What is told of a node: measurements by its own messages, or its connection by `stat`. */
type Subject = 'json' | 'stat' | 'other';

const NODE = /^![0-9a-f]{8}$/i;

/**
 * `<root>/2/json/<channel>/<gateway>` and `<root>/2/stat/<gateway>`, where the root is `msh` with or without a region,
 * or what
 * somebody called it; encrypted and protobuf topics are `e`, `c` and `map`.
 */
function subjectOf({ path }: Topic): Subject | undefined {
  const isNode = NODE.test(path.at(-1) ?? '');
  if (isNode && path.at(-3) === '2' && path.at(-2) === 'stat') return 'stat';
  if (isNode && path.at(-4) === '2' && path.at(-3) === 'json') return 'json';
  if (path[0] !== 'msh' || path.length < 4) return undefined;
  return path.includes('json') ? 'json' : 'other';
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  if (message.isEmpty) return ignored('cleared');
  const subject = subjectOf(message.topic);
  if (subject === 'stat') return connected(message);
  if (subject !== 'json') return ignored('not-telemetry');
  const body = message.object();
  if (!body) return rejected('bad-json');
  const from = own(body, 'from');
  // Early versions write the number with a sign.
  if (typeof from !== 'number' || !Number.isInteger(from) || Math.abs(from) >= 2 ** 32) {
    return rejected('bad-record');
  }
  // The node that measured, by the name that it has in the mesh: the topic names only who heard it.
  const device = deviceKey('meshtastic', '', `!${(from >>> 0).toString(16).padStart(8, '0')}`);
  if (!device) return rejected('bad-id');
  const payload = own(body, 'payload');
  if (!isJsonObject(payload)) return ignored('not-telemetry');
  return ofType(own(body, 'type'), body, payload, device);
}

/** A gateway and its last will. */
function connected(message: IncomingMessage): DialectOutcome<null> {
  const device = deviceKey('meshtastic', '', (message.topic.path.at(-1) ?? '').toLowerCase());
  const online = readAvailability(message.text() ?? '');
  if (!device || online === undefined) return rejected('bad-status');
  return decoded([{ type: 'availability', device, online }]);
}

function ofType(
  type: unknown,
  body: JsonObject,
  payload: JsonObject,
  device: DeviceKey,
): DialectOutcome<null> {
  switch (type) {
    case 'telemetry':
    case 'paxcounter':
      return measured(device, body, payload);
    case 'position':
      return measured(device, body, positionOf(payload));
    case 'nodeinfo':
      return described(device, payload);
    default:
      return ignored('not-telemetry');
  }
}

/** Nothing where the payload has no values: the signal alone is that of the last hop. */
function measured(device: DeviceKey, body: JsonObject, values: JsonObject): DialectOutcome<null> {
  const kept = Object.entries(values).filter(([name, value]) => name !== 'time' && value !== null);
  if (kept.length === 0) return ignored('no-values');
  const radio = ['rssi', 'snr'].flatMap((key) => {
    const value = own(body, key);
    return typeof value === 'number' ? [[key, value]] : [];
  });
  const stamp = clockOf(own(values, 'time')) ?? clockOf(own(body, 'timestamp'));
  return valuesOutcome(device, Object.fromEntries([...kept, ...radio]) as JsonObject, { stamp });
}

/** A node that has not learned the time yet says 0, or seconds since it started. */
function clockOf(raw: unknown): number | undefined {
  const stamp = readStamp(raw);
  return stamp !== undefined && stamp >= YEAR_2000 ? stamp : undefined;
}

function positionOf(payload: JsonObject): JsonObject {
  // Without a fix both are 0.
  const isKnown = own(payload, 'latitude_i') !== 0 || own(payload, 'longitude_i') !== 0;
  const degrees = (key: string): number | null => {
    const value = own(payload, key);
    return typeof value === 'number' && isKnown ? value / DEGREE : null;
  };
  return {
    lat: degrees('latitude_i'),
    lon: degrees('longitude_i'),
    altitude: own(payload, 'altitude') ?? null,
    ground_speed: own(payload, 'ground_speed') ?? null,
    sats_in_view: own(payload, 'sats_in_view') ?? null,
    time: own(payload, 'time'),
  };
}

function described(device: DeviceKey, payload: JsonObject): DialectOutcome<null> {
  const stated = own(payload, 'longname');
  // Names come from a buffer of fixed length, with what was left in it.
  const name = typeof stated === 'string' ? stated.replaceAll(/\p{Cc}/gu, '').trim() : '';
  const meta: DeviceMeta = name === '' ? {} : { name: name.slice(0, 256) };
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}

/** Meshtastic: radio nodes, heard by gateways that publish JSON. */
export const meshtastic: Dialect<null> = {
  name: 'meshtastic',
  title: 'Meshtastic (JSON)',
  documentation: 'https://meshtastic.org/docs/software/integrations/mqtt/',
  covers: 'telemetry, positions, names and connection of nodes; any root topic',
  initial: null,
  topics: (topic) => subjectOf(topic) !== undefined,
  claims: () => true,
  decode,
  metric: (name) => byName(name) ?? byChannel(name),
};
