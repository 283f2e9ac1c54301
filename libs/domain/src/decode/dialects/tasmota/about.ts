import type { DeviceMeta } from '@sensorium/contracts';
import { deviceKey } from '../../device-key.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import {
  decoded,
  ignored,
  rejected,
  type Decoded,
  type DeviceKey,
  type Ignored,
  type Rejected,
} from '../../outcome.js';

type Outcome = Decoded | Ignored | Rejected;

const TEXT_MAX = 256;
/** Relays of one device. */
const RELAYS_MAX = 28;

function textOf(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value.slice(0, TEXT_MAX) : undefined;
}

/** INFO1, older and newer form: which module it is, with its firmware. */
export function describeInfo(device: DeviceKey, body: JsonObject): Outcome {
  const inner = own(body, 'Info1');
  const info = isJsonObject(inner) ? inner : body;
  const model = textOf(info, 'Module');
  return model === undefined ? ignored('metadata') : merge(device, { model });
}

/** STATUS: the name that its owner gave it. */
export function describeStatus(device: DeviceKey, status: JsonObject): Outcome {
  const friendly = own(status, 'FriendlyName');
  const first: unknown = Array.isArray(friendly) ? friendly[0] : friendly;
  const name = textOf(status, 'DeviceName') ?? (typeof first === 'string' ? first.slice(0, TEXT_MAX) : '');
  return name === '' ? ignored('metadata') : merge(device, { name });
}

function merge(device: DeviceKey, meta: DeviceMeta): Decoded {
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}

/**
 * `tasmota/discovery/<MAC>/config` (documentation, "Discovery"): `t` is the topic of the device, `ft` the order of its
 * parts.
 */
export function describeDiscovered(body: JsonObject | undefined): Outcome {
  const topic = body && textOf(body, 't');
  if (!body || topic === undefined) return rejected('bad-config');
  const device = deviceKey('tasmota', '', idOf(topic, textOf(body, 'ft') ?? '%prefix%/%topic%/'));
  if (!device) return rejected('bad-id');
  const friendly = own(body, 'fn');
  const name =
    textOf(body, 'dn') ?? (Array.isArray(friendly) ? String(friendly[0]).slice(0, TEXT_MAX) : undefined);
  const model = textOf(body, 'md');
  return merge(device, {
    ...(name === undefined ? {} : { name }),
    ...(model === undefined ? {} : { model }),
    ...commandsOf(body, topic),
  });
}

/** Id of the device as its other topics give it: the full topic without its prefix. */
function idOf(topic: string, fullTopic: string): string {
  return fullTopic
    .split('/')
    .filter((level) => level !== '%prefix%' && level !== '')
    .map((level) => level.replace('%topic%', topic))
    .join('/');
}

/** Its relays as commands: `rl` has 1 for each that is one. */
function commandsOf(body: JsonObject, topic: string): Pick<DeviceMeta, 'commands'> {
  const relays = own(body, 'rl');
  if (!Array.isArray(relays)) return {};
  const full = (textOf(body, 'ft') ?? '%prefix%/%topic%/')
    .replace('%prefix%', 'cmnd')
    .replace('%topic%', topic);
  const count = relays.slice(0, RELAYS_MAX).filter((one) => one === 1).length;
  const names = Array.from({ length: count }, (_one, place) => (count === 1 ? 'POWER' : `POWER${place + 1}`));
  if (names.length === 0) return {};
  const params = { type: 'object', properties: { state: { enum: ['ON', 'OFF', 'TOGGLE'] } } };
  return {
    commands: Object.fromEntries(
      names.map((name) => [
        name,
        { params, topic: `${full.replace(/\/$/, '')}/${name}`, body: 'value' as const },
      ]),
    ),
  };
}
