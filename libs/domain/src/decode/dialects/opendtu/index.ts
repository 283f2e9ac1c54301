import { readSwitch, readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';
import { unitsByLastWord } from '../../metric-units.js';

/** Serial number of an inverter: twelve digits, of new ones with letters. */
const SERIAL = /^1[0-9a-f]{11}$/i;

/** What is below the serial (documentation, "MQTT"); channel 0 is the inverter, 1 to 6 are its strings. */
const BELOW = /^(?:[0-6]|status|device|cmd|radio|name)$/;

/** Topics of the whole plant and of the unit itself. */
const PLANT = /^(?:ac|dc|dtu)$/;
const PLANT_METRICS = new Set([
  'power',
  'yieldtotal',
  'yieldday',
  'is_valid',
  'irradiation',
  'status',
  'uptime',
  'ip',
  'hostname',
  'rssi',
  'bssid',
  'temperature',
  'heap',
]);

const UNITS = new Map<string, string>([
  ['power', 'W'],
  ['powerdc', 'W'],
  ['voltage', 'V'],
  ['current', 'A'],
  ['frequency', 'Hz'],
  ['yieldday', 'Wh'],
  ['yieldtotal', 'kWh'],
  ['efficiency', '%'],
  ['irradiation', '%'],
  ['temperature', '°C'],
  ['reactivepower', 'var'],
  ['limit_relative', '%'],
  ['limit_absolute', 'W'],
  ['uptime', 's'],
  ['rssi', 'dBm'],
]);

interface Place {
  device: string;
  metric: string;
}

const places = new WeakMap<Topic, Place | null>();

function placeOf(topic: Topic): Place | undefined {
  let place = places.get(topic);
  if (place === undefined) places.set(topic, (place = parse(topic.path)));
  return place ?? undefined;
}

function parse(path: readonly string[]): Place | null {
  const serial = path.findIndex((level) => SERIAL.test(level));
  if (serial > 0 && BELOW.test(path[serial + 1] ?? ''))
    return { device: path[serial] ?? '', metric: path.slice(serial + 1).join('.') };
  const [group = '', metric = ''] = path.slice(-2);
  const isPlant = path.length === 3 && path[0] === 'solar' && PLANT.test(group) && PLANT_METRICS.has(metric);
  return isPlant ? { device: group, metric } : null;
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const place = placeOf(message.topic);
  const device = place && deviceKey('opendtu', '', place.device);
  if (!place || !device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (place.metric.startsWith('cmd')) return ignored('command');
  if (body.kind === 'json') return ignored('not-telemetry');
  return ofValue(device, place.metric, body.value);
}

function ofValue(device: DeviceKey, metric: string, value: unknown): DialectOutcome<null> {
  const text = String(value);
  if (metric === 'name')
    return decoded([{ type: 'description', device, meta: { name: text.slice(0, 256) }, mode: 'merge' }]);
  // Versions and dates of builds: they begin with a number, and are none.
  if (metric.startsWith('device.')) return ignored('metadata');
  if (metric === 'status' && device.id === 'dtu') return online(device, readAvailability(text));
  if (metric !== 'status.reachable' && metric !== 'status.producing')
    return bareOutcome(device, metric, value);
  const state = readSwitch(text);
  const outcome = bareOutcome(device, metric, state ?? value);
  if (metric !== 'status.reachable' || state === undefined || outcome.kind !== 'facts') return outcome;
  return { ...outcome, facts: [...outcome.facts, { type: 'availability', device, online: state }] };
}

function online(device: DeviceKey, is: boolean | undefined): DialectOutcome<null> {
  return is === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online: is }]);
}

/** OpenDTU and AhoyDTU-like firmware: Hoymiles inverters by their serial number, below a prefix. */
export const opendtu: Dialect<null> = {
  name: 'opendtu',
  title: 'OpenDTU',
  documentation: 'https://www.opendtu.solar/firmware/mqtt_topics/',
  covers: 'inverters and their strings by serial number, plant totals, reachable, name',
  initial: null,
  topics: (topic) => placeOf(topic) !== undefined,
  claims: () => true,
  decode,
  metric: unitsByLastWord(UNITS),
};
