import { readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { isJsonObject } from '../../envelope.js';
import { ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';

/**
 * Components that have a topic of their own: `<prefix>/<component>/<object id>/state` (documentation, "MQTT Component
 * Base").
 */
const COMPONENTS = new Set([
  'sensor',
  'binary_sensor',
  'text_sensor',
  'switch',
  'light',
  'fan',
  'cover',
  'climate',
  'number',
  'select',
  'text',
  'lock',
  'valve',
  'button',
  'event',
  'update',
  'alarm_control_panel',
  'date',
  'time',
  'datetime',
  'media_player',
  'water_heater',
]);

/** Parts of covers and valves that go from closed to open. */
const PERCENT = /\.(?:position|tilt)$/;

/** A line of its log, coloured or not: `[D][sensor:094]: …`. */
const LOG_LINE = /^(?:\W\[[\d;]*m)?\[[A-Z]{1,2}\]\[[^\]]*\]/;

/** Components that are on or off. */
const BINARY = new Set(['binary_sensor', 'switch', 'fan']);

interface Place {
  prefix: string;
  component: string;
  object: string;
  /** What of the object: its state, or of climate and fans one of several. */
  part: string;
}

/** Reads a topic; the prefix, which is the device, may have slashes. */
function placeOf({ path }: Topic): Place | undefined {
  // Home Assistant's own namespace, in which publishers of all kinds put their states.
  if (path[0] === 'homeassistant') return undefined;
  for (const levels of [3, 4]) {
    const component = path.at(-levels) ?? '';
    if (path.length <= levels || !COMPONENTS.has(component)) continue;
    if (!['state', 'command'].includes(path.at(-1) ?? '')) continue;
    const prefix = path.slice(0, -levels).join('/');
    return { prefix, component, object: path.at(1 - levels) ?? '', part: path.slice(2 - levels).join('.') };
  }
  return undefined;
}

/** What it says that belongs to no component: its log, and how it is found (`esphome/discover/<name>`). */
function isAside({ path }: Topic): boolean {
  return (path.length > 1 && path.at(-1) === 'debug') || isDiscovery(path);
}

function isDiscovery(path: readonly string[]): boolean {
  return path[0] === 'esphome' && (path[1] === 'discover' || path[1] === 'ping') && path.length < 4;
}

function claims(message: IncomingMessage): boolean {
  const { topic } = message;
  if (placeOf(topic) !== undefined || isDiscovery(topic.path)) return true;
  return LOG_LINE.test(message.text() ?? '');
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const place = placeOf(message.topic);
  if (!place) return ignored('metadata');
  const { prefix, component, object, part } = place;
  if (part.endsWith('command')) return ignored('command');
  const device = deviceKey('generic', '', prefix);
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  const metric = part === 'state' ? object : `${object}.${part.replace(/\.state$/, '')}`;
  if (component === 'update') return ignored('metadata');
  if (body.kind === 'json') return ofObject(device, metric, body.value);
  const { value } = body;
  if (value === 'nan' || value === 'NaN') return ignored('only-nulls');
  const state = BINARY.has(component) && typeof value === 'string' ? readSwitch(value) : undefined;
  return withPercent(bareOutcome(device, metric, state ?? value), component);
}

/** A light: its `state` is a switch, as in capitals it always is. */
function ofObject(device: DeviceKey, metric: string, value: object): DialectOutcome<null> {
  if (!isJsonObject(value)) return valuesOutcome(device, { [metric]: value });
  const switched = Object.entries(value).map(([key, one]): [string, unknown] => [
    key,
    one === 'ON' || one === 'OFF' ? one === 'ON' : one,
  ]);
  return valuesOutcome(device, { [metric]: Object.fromEntries(switched) });
}

function withPercent(outcome: ReturnType<typeof bareOutcome>, component: string): DialectOutcome<null> {
  if (outcome.kind !== 'facts' || (component !== 'cover' && component !== 'valve')) return outcome;
  const facts = outcome.facts.map((fact): Fact =>
    fact.type === 'readings'
      ? { ...fact, units: fact.metrics.map((metric) => (PERCENT.test(metric) ? '%' : undefined)) }
      : fact,
  );
  return { ...outcome, facts };
}

/**
 * ESPHome over MQTT without discovery: components below a prefix. The generic rule reads its `<prefix>/status`, so the
 * device is that of the generic rule too.
 */
export const esphome: Dialect<null> = {
  name: 'esphome',
  title: 'ESPHome',
  documentation: 'https://esphome.io/components/mqtt',
  covers: 'states of all components below a prefix; status and last will',
  initial: null,
  topics: (topic) => placeOf(topic) !== undefined || isAside(topic),
  claims,
  decode,
};
