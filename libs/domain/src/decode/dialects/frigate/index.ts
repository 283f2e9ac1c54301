import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { unitsByLastWord } from '../../metric-units.js';

/** Topics of the whole program that tell of single events, or hold settings. */
const NO_TELEMETRY = new Set([
  'events',
  'reviews',
  'triggers',
  'tracked_object_update',
  'camera_activity',
  'onConnect',
  'restart',
  'notifications',
  'job_state',
]);

/** Cameras in the statistics of one message. */
const CAMERAS_MAX = 256;

const UNITS = new Map<string, string>([
  ['camera_fps', 'fps'],
  ['detection_fps', 'fps'],
  ['process_fps', 'fps'],
  ['skipped_fps', 'fps'],
  ['inference_speed', 'ms'],
  ['uptime', 's'],
]);

function decode(message: IncomingMessage): DialectOutcome<null> {
  const { path } = message.topic;
  const [base = '', camera = '', ...rest] = path;
  if (message.isEmpty) return ignored('cleared');
  const program = deviceKey('frigate', '', base);
  if (!program) return rejected('bad-id');
  if (camera === 'available') return availability(message, program);
  if (camera === 'stats') return statistics(message.object(), program);
  if (NO_TELEMETRY.has(camera) || rest.includes('snapshot') || rest.at(-1) === 'ptz')
    return ignored('not-telemetry');
  if (rest.at(-1) === 'set') return ignored('command');
  const device = deviceKey('frigate', '', camera);
  return device ? ofCamera(message, device, rest, program) : rejected('bad-id');
}

function availability(message: IncomingMessage, device: DeviceKey): DialectOutcome<null> {
  const online = readAvailability(message.text() ?? '');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** Counts of objects, motion and switches of a camera: the switch of a feature is `<feature>.state`. */
function ofCamera(
  message: IncomingMessage,
  device: DeviceKey,
  rest: readonly string[],
  parent: DeviceKey,
): DialectOutcome<null> {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'json') return ignored('not-telemetry');
  const metric = rest.length === 0 ? 'value' : rest.join('.');
  const state =
    typeof body.value === 'string' && /^(?:on|off)$/i.test(body.value) ? readSwitch(body.value) : undefined;
  const outcome = bareOutcome(device, metric, state ?? body.value);
  if (outcome.kind !== 'facts') return outcome;
  return { ...outcome, facts: [...outcome.facts, belongs(device, parent)] };
}

function belongs(device: DeviceKey, parent: DeviceKey): Fact {
  return { type: 'description', device, meta: {}, mode: 'merge', parent };
}

/** `frigate/stats`: frame rates of each camera, and the speed of the detectors. */
function statistics(body: JsonObject | undefined, program: DeviceKey): DialectOutcome<null> {
  if (!body) return rejected('bad-json');
  const cameras = own(body, 'cameras');
  const facts = isJsonObject(cameras) ? Object.entries(cameras).slice(0, CAMERAS_MAX) : [];
  const ofCameras = facts.flatMap(([name, values]): Fact[] => {
    const device = deviceKey('frigate', '', name);
    const outcome = device && isJsonObject(values) ? valuesOutcome(device, withoutIds(values)) : undefined;
    return outcome?.kind === 'facts' ? outcome.facts : [];
  });
  const ofProgram = valuesOutcome(program, {
    detectors: own(body, 'detectors'),
    detection_fps: own(body, 'detection_fps'),
  });
  return decoded([...(ofProgram.kind === 'facts' ? ofProgram.facts : []), ...ofCameras]);
}

function withoutIds(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.endsWith('pid')));
}

/** Frigate: cameras that count what they see. */
export const frigate: Dialect<null> = {
  name: 'frigate',
  title: 'Frigate',
  documentation: 'https://docs.frigate.video/integrations/mqtt/',
  covers: 'objects, motion and switches of cameras, statistics, available',
  initial: null,
  topics: ({ path }) => /^frigate/i.test(path[0] ?? '') && path.length > 1,
  claims: () => true,
  decode,
  metric: unitsByLastWord(UNITS),
};
