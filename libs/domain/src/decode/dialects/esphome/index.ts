import { readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { ignored, rejected } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';

/** Components that have a topic of their own: `<prefix>/<component>/<object id>/state` (documentation, "MQTT Component Base"). */
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
  'datetime',
]);

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
  for (const levels of [3, 4]) {
    const component = path.at(-levels) ?? '';
    if (path.length <= levels || !COMPONENTS.has(component)) continue;
    if (!['state', 'command'].includes(path.at(-1) ?? '')) continue;
    const prefix = path.slice(0, -levels).join('/');
    return { prefix, component, object: path.at(1 - levels) ?? '', part: path.slice(2 - levels).join('.') };
  }
  return undefined;
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const place = placeOf(message.topic);
  if (!place) return rejected('bad-topic');
  const { prefix, component, object, part } = place;
  if (part.endsWith('command')) return ignored('command');
  const device = deviceKey('generic', '', prefix);
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  const metric = part === 'state' ? object : `${object}.${part.replace(/\.state$/, '')}`;
  if (body.kind === 'json') return valuesOutcome(device, { [metric]: body.value });
  const { value } = body;
  if (value === 'nan' || value === 'NaN') return ignored('only-nulls');
  const state = BINARY.has(component) && typeof value === 'string' ? readSwitch(value) : undefined;
  return bareOutcome(device, metric, state ?? value);
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
  topics: (topic) => placeOf(topic) !== undefined,
  claims: () => true,
  decode,
};
