import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import { unitsByPattern } from '../../metric-units.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { INITIAL, rootGivenAway, rootLength, type FrigateState } from './root.js';
import { statistics } from './stats.js';

type Outcome = DialectOutcome<FrigateState>;

const DEFAULT_ROOT = 'frigate';

/** Settings of the whole program: `<prefix>/notifications/state`. All other topics of three levels are of cameras. */
const SETTINGS = new Set(['notifications', 'profile', 'profiles', 'config']);

const UNITS: readonly [RegExp, string][] = [
  [/_fps$/, 'fps'],
  [/inference_speed$/, 'ms'],
  [/uptime$/, 's'],
  [/(?:^|\.)temperatures\./, '°C'],
  [/^service\.storage\..+\.(?:total|used|free)$/, 'MB'],
  [/^[gn]pu_usages\./, '%'],
  [/^system\.(?:cpu|cpu_average|mem)$/, '%'],
  [/(?:^audio\.|_)dBFS$/, 'dBFS'],
];

function decode(message: IncomingMessage, state: FrigateState): Outcome {
  const { path } = message.topic;
  const known = rootLength(path, state);
  const root = path.slice(0, known > 0 ? known : -1).join('/');
  const program = deviceKey('frigate', root === DEFAULT_ROOT ? '' : root, root);
  if (!program) return rejected('bad-id');
  const outcome = ofProgram(message, path.slice(known > 0 ? known : -1), program);
  if (known > 0 || outcome.kind === 'rejected') return outcome;
  const next = { roots: state.roots.with(root, true) };
  return { ...(outcome.kind === 'facts' ? outcome : decoded([])), state: next };
}

/** `rest`: the levels behind the prefix. */
function ofProgram(message: IncomingMessage, rest: readonly string[], program: DeviceKey): Outcome {
  const [first = '', ...topic] = rest;
  if (message.isEmpty) return ignored('cleared');
  if (rest.length === 1) {
    if (first === 'available') return availability(message.text(), program);
    return first === 'stats' ? statistics(message.object(), program) : ignored('not-telemetry');
  }
  if (SETTINGS.has(first)) return ignored('metadata');
  const last = topic.at(-1) ?? '';
  if (last === 'set' || last === 'suspend') return ignored('command');
  if (last === 'snapshot' || last === 'ptz') return ignored('not-telemetry');
  // Until when they are: a time, not a measurement.
  if (last === 'suspended') return ignored('metadata');
  const device = deviceKey('frigate', program.base, first);
  return device ? ofCamera(message, device, topic, program) : rejected('bad-id');
}

function availability(word: string | undefined, device: DeviceKey): Outcome {
  const online = readAvailability(word ?? '');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** Counts of objects, motion, sound and switches of a camera: the switch of a feature is `<feature>.state`. */
function ofCamera(
  message: IncomingMessage,
  device: DeviceKey,
  topic: readonly string[],
  parent: DeviceKey,
): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'json') return ignored('not-telemetry');
  const metric = topic.join('.');
  const text = typeof body.value === 'string' ? body.value : '';
  // The stream that is looked at is what a camera is there for; others may be off at will.
  const online = metric === 'status.detect' ? readAvailability(text) : undefined;
  if (online !== undefined)
    return decoded([{ type: 'availability', device, online }, belongs(device, parent)]);
  const state = /^(?:on|off)$/i.test(text) ? readSwitch(text) : undefined;
  const outcome = bareOutcome(device, metric, state ?? body.value);
  if (outcome.kind !== 'facts') return outcome;
  return { ...outcome, facts: [...outcome.facts, belongs(device, parent)] };
}

function belongs(device: DeviceKey, parent: DeviceKey): Fact {
  return { type: 'description', device, meta: {}, mode: 'merge', parent };
}

/** Frigate: cameras that count what they see. */
export const frigate: Dialect<FrigateState> = {
  name: 'frigate',
  title: 'Frigate',
  documentation: 'https://docs.frigate.video/integrations/mqtt/',
  covers: 'objects, motion, sound and switches of cameras, statistics, available, chosen prefixes',
  initial: INITIAL,
  topics: ({ path }) => path.length > 1 && !(path[0] ?? '').startsWith('$'),
  claims: (message, state) =>
    rootLength(message.topic.path, state) > 0 || rootGivenAway(message) !== undefined,
  decode,
  metric: unitsByPattern(UNITS),
};
