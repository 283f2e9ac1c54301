import type { Topic } from '../../topic.js';

/** Default prefixes: what a device tells by itself, what it answers, and what is meant for it. */
const PREFIXES = new Set(['tele', 'stat', 'cmnd']);

/** Last levels of telemetry and answers; `SENSOR2`, `POWER3` and `STATUS10` have a number. */
const KINDS =
  /^(?:SENSOR|STATE|LWT|RESULT|STATUS|INFO|(?:POWER|VOLTAGE|CURRENT)_(?:LOW|HIGH)|POWER|UPTIME|TELEMETRY|ZbReceived|ENERGY|MARGINS|BUTTON|SWITCH|SHUTTER|HASS_STATE|LOGGING|SSERIALRECEIVED|RULERESULT|WAKEUP|EVENT|DIMMER|COLOR|CT)\d*$/;

/** Where a topic belongs: the device, and the kind of message with its number. */
export interface TasmotaTopic {
  prefix: 'tele' | 'stat' | 'cmnd';
  device: string;
  kind: string;
  /** Kind without its number. */
  family: string;
}

const places = new WeakMap<Topic, TasmotaTopic | null>();

/**
 * Reads a topic in any order of its parts: `%prefix%/%topic%/KIND` as set by default, `%topic%/%prefix%/KIND`, and with
 * more levels around. Undefined for what Tasmota does not send.
 */
export function readTopic(topic: Topic): TasmotaTopic | undefined {
  let place = places.get(topic);
  if (place === undefined) places.set(topic, (place = parse(topic.path)));
  return place ?? undefined;
}

function parse(path: readonly string[]): TasmotaTopic | null {
  const kind = path.at(-1) ?? '';
  const at = path.findIndex((level) => PREFIXES.has(level));
  if (path.length < 3 || at < 0) return null;
  const prefix = path[at] as TasmotaTopic['prefix'];
  const device = path.slice(0, -1).filter((_level, place) => place !== at);
  if (prefix !== 'cmnd' && !KINDS.test(kind)) return null;
  return { prefix, device: device.join('/'), kind, family: kind.replace(/\d+$/, '') };
}

/** `tele/tasmota_ble/<name>`: what was heard of one Bluetooth sensor, whoever heard it (MI32Option6). */
export function bluetoothName({ path }: Topic): string | undefined {
  return path.length === 3 && path[0] === 'tele' && path[1] === 'tasmota_ble' ? path[2] : undefined;
}

/** `tasmota/discovery/<MAC>/config` and `…/sensors`: what a device says of itself for Home Assistant. */
export function discoveryPart({ path }: Topic): string | undefined {
  return path.length === 4 && path[0] === 'tasmota' && path[1] === 'discovery' ? path[3] : undefined;
}
