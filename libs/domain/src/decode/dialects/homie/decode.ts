import type { DeviceMeta } from '@sensorium/contracts';
import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { describe, metricOf, textOf } from './attributes.js';
import { placeOf, rootGivenAway, type HomieState, type Place } from './topic.js';

type Outcome = DialectOutcome<HomieState>;

/** Attributes of a device that say what it is; all others are about its firmware and its network. */
const NAMES = new Map<string, keyof Pick<DeviceMeta, 'name' | 'model'>>([
  ['$name', 'name'],
  ['$implementation', 'model'],
]);

/** Statistics (extension `org.homie.legacy-stats`) that are measurements. */
const STATISTICS = new Set(['uptime', 'signal', 'cputemp', 'cpuload', 'battery', 'freeheap', 'supply']);

/** Decodes one message below a root. */
export function decodeHomie(message: IncomingMessage, state: HomieState): Outcome {
  const root = rootGivenAway(message.topic, message.text());
  const known = root === undefined ? state : { roots: state.roots.with(root, true) };
  const place = placeOf(message.topic, known);
  if (!place) return ignored('metadata');
  const device = keyOf(place, place.device);
  if (!device) return rejected('bad-id');
  const outcome = ofPlace(message, place, device);
  return known === state || outcome.kind === 'rejected'
    ? outcome
    : { ...(outcome.kind === 'facts' ? outcome : decoded([])), state: known };
}

function keyOf({ root }: Place, id: string): DeviceKey | undefined {
  return deviceKey('homie', root === 'homie' ? '' : root, id);
}

function ofPlace(message: IncomingMessage, place: Place, device: DeviceKey): Outcome {
  const [first = '', second, third] = place.rest;
  if (first === '$state' || first === '$online') return availability(message, device);
  if (message.isEmpty) return ignored('cleared');
  if (first === '$description') return description(message, place, device);
  if (first === '$stats' && STATISTICS.has(second ?? ''))
    return bareOutcome(device, `stats.${second ?? ''}`, message.text());
  // `$implementation/version` and the like say nothing of the device.
  if (first.startsWith('$'))
    return second === undefined ? ofDevice(message, first, device) : ignored('metadata');
  if (second === undefined || second.startsWith('$')) return ignored('metadata');
  const metric = `${first}.${second}`;
  if (third === undefined) return value(message, device, metric);
  if (third === 'set') return ignored('command');
  return ofProperty(message, { device, metric, attribute: third });
}

function availability(message: IncomingMessage, device: DeviceKey): Outcome {
  if (message.isEmpty) return decoded([{ type: 'removal', device }]);
  const online = readAvailability(message.text() ?? '', { flags: true });
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

function ofDevice(message: IncomingMessage, attribute: string, device: DeviceKey): Outcome {
  const field = NAMES.get(attribute);
  const text = message.text();
  if (field === undefined || text === undefined) return ignored('metadata');
  return decoded([{ type: 'description', device, meta: { [field]: text.slice(0, 256) }, mode: 'merge' }]);
}

function description(message: IncomingMessage, place: Place, device: DeviceKey): Outcome {
  const body = message.object();
  if (!body) return rejected('bad-config');
  const parentId = textOf(body, 'parent') ?? textOf(body, 'root');
  const parent = parentId === undefined ? undefined : keyOf(place, parentId);
  const meta = describe(body, `${place.root}/5/${place.device}`);
  return decoded([{ type: 'description', device, meta, parent }]);
}

interface Property {
  device: DeviceKey;
  metric: string;
  attribute: string;
}

function ofProperty(message: IncomingMessage, { device, metric, attribute }: Property): Outcome {
  const meta = metricOf(attribute, message.text() ?? '');
  if (!meta || Object.keys(meta).length === 0 || metric.includes('__proto__')) return ignored('metadata');
  const topic = message.topic.path.slice(0, -1).join('/');
  const commands =
    meta.settable === true
      ? { commands: { [metric]: { topic: `${topic}/set`, body: 'value' as const } } }
      : {};
  return decoded([
    { type: 'description', device, meta: { metrics: { [metric]: meta }, ...commands }, mode: 'merge' },
  ]);
}

/** Payloads are plain text by convention; `true` and `false` are booleans. */
function value(message: IncomingMessage, device: DeviceKey, metric: string): Outcome {
  const body = message.body();
  // An empty text is one byte 0, since an empty payload deletes (convention 5.0, "Empty string values").
  if (body === 'empty') return ignored('no-values');
  if (typeof body === 'string') return rejected(body);
  return bareOutcome(device, metric, body.kind === 'json' ? message.text() : body.value);
}
