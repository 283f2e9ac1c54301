import { readSwitch, readAvailability } from '../../availability.js';
import { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { unitsByLastWord } from '../../metric-units.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { AHOY_UNITS, ahoyPlaceOf, decodeAhoy, isAhoy, type AhoyPlace } from './ahoy.js';
import { DEFAULT_PREFIX, placeOf, type Place } from './topic.js';

/** Prefixes below which something was heard that only OpenDTU says, and inverters of AhoyDTU. */
type OpendtuState = BoundedMap<true>;
const HEARD_MAX = 1_024;

const UNITS = new Map<string, string>([
  ...AHOY_UNITS,
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
  ['free', 'B'],
  ['size', 'B'],
  ['minfree', 'B'],
  ['maxalloc', 'B'],
]);

function claims(message: IncomingMessage, state: OpendtuState): boolean {
  const place = placeOf(message.topic);
  if (place) return place.isSure || state.has(place.prefix);
  const ahoy = ahoyPlaceOf(message.topic);
  return ahoy !== undefined && isAhoy(ahoy, message, state.has(inverterOf(ahoy)));
}

function decode(message: IncomingMessage, state: OpendtuState): DialectOutcome<OpendtuState> {
  const place = placeOf(message.topic);
  const ahoy = place ? undefined : ahoyPlaceOf(message.topic);
  if (ahoy) return noted(decodeAhoy(message, ahoy), inverterOf(ahoy), state);
  const device = place && keyOf(place);
  if (!place || !device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (place.metric.startsWith('cmd.')) return ignored('command');
  if (body.kind === 'json') return ignored('not-telemetry');
  return noted(ofValue(device, place.metric, body.value), place.prefix, state);
}

/** Never a prefix: those have no empty levels. */
function inverterOf({ base, device }: AhoyPlace): string {
  return `/${base}/${device}`;
}

function noted(
  outcome: DialectOutcome<never>,
  heard: string,
  state: OpendtuState,
): DialectOutcome<OpendtuState> {
  if (outcome.kind !== 'facts' || state.has(heard)) return outcome;
  return { ...outcome, state: state.with(heard, true) };
}

/** Serial numbers are unique; two units may both have totals. */
function keyOf({ prefix, device, isInverter }: Place): DeviceKey | undefined {
  return deviceKey('opendtu', isInverter || prefix === DEFAULT_PREFIX ? '' : prefix, device);
}

function ofValue(device: DeviceKey, metric: string, value: unknown): DialectOutcome<never> {
  const text = String(value);
  if (metric === 'name')
    return decoded([{ type: 'description', device, meta: { name: text.slice(0, 256) }, mode: 'merge' }]);
  // Versions and dates of builds: they begin with a number, and are none. The time of the last update is none either.
  if (metric.startsWith('device.') || metric === 'status.last_update') return ignored('metadata');
  if (metric === 'status' && device.id === 'dtu') return online(device, readAvailability(text));
  if (metric !== 'status.reachable' && metric !== 'status.producing')
    return bareOutcome(device, metric, value);
  const state = readSwitch(text);
  const outcome = bareOutcome(device, metric, state ?? value);
  if (metric !== 'status.reachable' || state === undefined || outcome.kind !== 'facts') return outcome;
  return { ...outcome, facts: [...outcome.facts, { type: 'availability', device, online: state }] };
}

function online(device: DeviceKey, is: boolean | undefined): DialectOutcome<never> {
  return is === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online: is }]);
}

/** OpenDTU, below any prefix, and AhoyDTU: Hoymiles inverters by their serial number or name. */
export const opendtu: Dialect<OpendtuState> = {
  name: 'opendtu',
  title: 'OpenDTU and AhoyDTU',
  documentation: 'https://www.opendtu.solar/firmware/mqtt_topics/',
  covers:
    'inverters and their strings by serial number (AhoyDTU: by name), plant totals, reachable, name, the unit itself; any prefix',
  initial: BoundedMap.empty<true>(HEARD_MAX),
  topics: (topic) => placeOf(topic) !== undefined || ahoyPlaceOf(topic) !== undefined,
  claims,
  decode,
  metric: unitsByLastWord(UNITS),
};
