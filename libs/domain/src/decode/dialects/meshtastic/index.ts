import type { DeviceMeta } from '@sensorium/contracts';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { unitsByName } from '../../metric-units.js';

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
  ['wind_speed', 'm/s'],
  ['wind_gust', 'm/s'],
  ['wind_direction', '°'],
  ['rssi', 'dBm'],
  ['snr', 'dB'],
  ['lat', '°'],
  ['lon', '°'],
  ['altitude', 'm'],
]);

/** `msh/<region>/2/json/<channel>/<gateway>`; encrypted and protobuf topics are `e`, `c` and `map`. */
function isMesh({ path }: Topic): boolean {
  return path[0] === 'msh' && path.length > 3;
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  if (message.isEmpty) return ignored('cleared');
  if (!message.topic.path.includes('json')) return ignored('not-telemetry');
  const body = message.object();
  if (!body) return rejected('bad-json');
  const from = own(body, 'from');
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0) return rejected('bad-record');
  // The node that measured, by the name that it has in the mesh: the topic names only who heard it.
  const device = deviceKey('meshtastic', '', `!${from.toString(16).padStart(8, '0')}`);
  if (!device) return rejected('bad-id');
  const payload = own(body, 'payload');
  if (!isJsonObject(payload)) return ignored('not-telemetry');
  return ofType(own(body, 'type'), body, payload, device);
}

function ofType(
  type: unknown,
  body: JsonObject,
  payload: JsonObject,
  device: DeviceKey,
): DialectOutcome<null> {
  switch (type) {
    case 'telemetry':
      return measured(device, body, payload);
    case 'position':
      return measured(device, body, positionOf(payload));
    case 'nodeinfo':
      return described(device, payload);
    default:
      return ignored('not-telemetry');
  }
}

function measured(device: DeviceKey, body: JsonObject, values: JsonObject): DialectOutcome<null> {
  const radio = ['rssi', 'snr'].flatMap((key) => {
    const value = own(body, key);
    return typeof value === 'number' ? [[key, value]] : [];
  });
  const stamp = readStamp(own(values, 'time')) ?? readStamp(own(body, 'timestamp'));
  const kept = Object.entries(values).filter(([name]) => name !== 'time');
  return valuesOutcome(device, Object.fromEntries([...kept, ...radio]) as JsonObject, { stamp });
}

function positionOf(payload: JsonObject): JsonObject {
  const degrees = (key: string): number | null => {
    const value = own(payload, key);
    return typeof value === 'number' ? value / DEGREE : null;
  };
  return {
    lat: degrees('latitude_i'),
    lon: degrees('longitude_i'),
    altitude: own(payload, 'altitude') ?? null,
    time: own(payload, 'time'),
  };
}

function described(device: DeviceKey, payload: JsonObject): DialectOutcome<null> {
  const name = own(payload, 'longname');
  const meta: DeviceMeta = typeof name === 'string' && name !== '' ? { name: name.slice(0, 256) } : {};
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}

/** Meshtastic: radio nodes, heard by gateways that publish JSON. */
export const meshtastic: Dialect<null> = {
  name: 'meshtastic',
  title: 'Meshtastic (JSON)',
  documentation: 'https://meshtastic.org/docs/software/integrations/mqtt/',
  covers: 'telemetry, positions and names of nodes',
  initial: null,
  topics: isMesh,
  claims: () => true,
  decode,
  metric: unitsByName(UNITS),
};
