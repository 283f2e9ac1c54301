import { readAvailability } from '../../availability.js';
import { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { switched } from './switches.js';
import { isTelling, NAME, readTopic, type EmsTopic } from './topic.js';
import { unitOf } from './units.js';

/** Bases of other names under which EMS-ESP was found. */
type EmsState = BoundedMap<true>;
const BASES_MAX = 256;

/** Topics that must be JSON. */
const DATA = /_data(?:_\w+)?$/;

function claims(message: IncomingMessage, state: EmsState): boolean {
  const topic = readTopic(message.topic);
  if (!topic) return false;
  return topic.isNamed || state.has(topic.base) || isTelling(topic, message.object());
}

function decode(message: IncomingMessage, state: EmsState): DialectOutcome<EmsState> {
  const topic = readTopic(message.topic);
  const device = topic && deviceKey(NAME, '', topic.base);
  if (!topic || !device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const outcome = switched(decodeBelow(message, topic, device));
  if (outcome.kind !== 'facts' || topic.isNamed || state.has(topic.base)) return outcome;
  return { ...outcome, state: state.with(topic.base, true) };
}

function decodeBelow(message: IncomingMessage, { rest }: EmsTopic, device: DeviceKey): DialectOutcome<never> {
  const metric = rest.join('.');
  if (metric === 'status' || metric === 'start') return said(message, device, metric);
  if (metric === 'response') return ignored('not-telemetry');
  if (metric === 'info' || metric === 'heartbeat') return decodeObject(message, device, metric);
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'json' || DATA.test(metric)) return decodeObject(message, device, metric);
  return bareOutcome(device, metric, body.value);
}

/** The last will; that of version 1 is `start`, which it also writes there when it starts. */
function said(message: IncomingMessage, device: DeviceKey, metric: string): DialectOutcome<never> {
  const online = readAvailability(message.text() ?? '');
  if (online !== undefined) return decoded([{ type: 'availability', device, online }]);
  return metric === 'start' ? ignored('metadata') : rejected('bad-status');
}

function decodeObject(message: IncomingMessage, device: DeviceKey, path: string): DialectOutcome<never> {
  const body = message.object();
  if (!body) return rejected('bad-json');
  const order = own(body, 'cmd') ?? own(body, 'entity');
  if (typeof order === 'string' && !DATA.test(path)) return ignored('command');
  return valuesOutcome(device, { [path]: body });
}

/** EMS-ESP: boilers, thermostats and heat pumps of Bosch, Buderus and others; the base may have levels before it. */
export const emsEsp: Dialect<EmsState> = {
  name: NAME,
  title: 'EMS-ESP',
  documentation: 'https://docs.emsesp.org/MQTT/',
  covers:
    'data of boilers, thermostats, heat pumps and solar, nested or one by one, heartbeat, status; other base topics by their content',
  initial: BoundedMap.empty<true>(BASES_MAX),
  topics: (topic) => readTopic(topic) !== undefined,
  claims,
  decode,
  metric: unitOf,
};
