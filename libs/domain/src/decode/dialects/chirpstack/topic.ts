import { deviceKey } from '../../device-key.js';
import type { DeviceKey } from '../../outcome.js';
import type { Topic } from '../../topic.js';

/** A topic of ChirpStack: an event of a device, or an event or state of a gateway. */
export interface ChirpstackTopic {
  subject: 'device' | 'gateway';
  device: DeviceKey;
  /** `up`, `status`, `join` …; of gateways also `conn`. */
  event: string;
}

const EUI = /^[0-9a-fA-F]{16}$/;

/** Events of devices; `rx` and `error` are those of version 3 and before. */
const DEVICE_EVENTS = new Set([
  'up',
  'rx',
  'status',
  'join',
  'ack',
  'txack',
  'log',
  'error',
  'location',
  'integration',
  'down',
]);

/**
 * Reads `[<prefix>/]application/<id>/device/<EUI>/event/<event>`, its form before 3.11 without `event`, and
 * `[<region>/]gateway/<EUI>/event/<event>` and `…/state/conn`; undefined for any other topic.
 */
export function readTopic({ levels }: Topic): ChirpstackTopic | undefined {
  const at = levels.indexOf('application');
  return at >= 0 ? readDevice(levels.slice(0, at), levels.slice(at)) : readGateway(levels);
}

function readDevice(prefix: readonly string[], levels: readonly string[]): ChirpstackTopic | undefined {
  const [, , kind, eui = '', ...rest] = levels;
  if ((kind !== 'device' && kind !== 'node') || !EUI.test(eui)) return undefined;
  const [event = '', ...more] = rest[0] === 'event' || rest[0] === 'command' ? rest.slice(1) : rest;
  if (more.length > 0 || !DEVICE_EVENTS.has(event)) return undefined;
  const device = deviceKey('chirpstack', prefix.join('/'), eui.toLowerCase());
  return device && { subject: 'device', device, event };
}

function readGateway(levels: readonly string[]): ChirpstackTopic | undefined {
  const at = levels.indexOf('gateway');
  const [, eui = '', part, event = '', ...more] = at < 0 ? [] : levels.slice(at);
  if (!EUI.test(eui) || more.length > 0 || event === '') return undefined;
  if (part !== 'event' && part !== 'state' && part !== 'command') return undefined;
  const device = deviceKey('chirpstack', '', eui.toLowerCase());
  return device && { subject: 'gateway', device, event: part === 'command' ? 'command' : event };
}
