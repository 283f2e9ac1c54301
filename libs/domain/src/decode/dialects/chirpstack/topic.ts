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

/** An extended unique identifier: 8 bytes in hexadecimal. */
export const EUI = /^[0-9a-fA-F]{16}$/;

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

/** What gateways sent straight below their EUI before version 3. */
const OLD_GATEWAY_EVENTS = new Set(['stats', 'rx', 'tx', 'ack', 'config', 'conn']);

/**
 * Reads `[<prefix>/]application/<id>/device/<EUI>/event/<event>`, its form before 3.11 without `event`, and
 * `[<region>/]gateway/<EUI>/event/<event>` and `…/state/conn`, and before version 3 `gateway/<EUI>/<event>`; undefined
 * for any other topic.
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
  const [, eui = '', ...rest] = at < 0 ? [] : levels.slice(at);
  const event = EUI.test(eui) ? gatewayEvent(rest) : undefined;
  const device = event === undefined ? undefined : deviceKey('chirpstack', '', eui.toLowerCase());
  return device && event !== undefined ? { subject: 'gateway', device, event } : undefined;
}

function gatewayEvent([part = '', event = '', ...more]: readonly string[]): string | undefined {
  if (more.length > 0) return undefined;
  if (event === '') return OLD_GATEWAY_EVENTS.has(part) ? part : undefined;
  if (part === 'command') return 'command';
  return part === 'event' || part === 'state' ? event : undefined;
}
