import type { IncomingMessage } from '../../incoming.js';
import { isJsonObject, own } from '../../envelope.js';
import type { Topic } from '../../topic.js';

/** What is below the prefix of a device. */
export type Part = 'events' | 'status' | 'online' | 'rpc' | 'announce' | 'command' | 'debug';

export interface ShellyTopic {
  prefix: string;
  part: Part;
  /** Component of a status: `switch:0`, `wifi`. */
  component: string;
}

/** Id that a device gives itself: model and MAC. */
const OWN_ID = /^shelly[a-z0-9]+-[0-9a-f]{12}$/i;

/** First level of the first generation, and the models that are of a later one though they are below it. */
const FIRST_GENERATION = 'shellies';
const LATER_MODEL = /^shelly(?:plus|pro|wall|blu|[a-z0-9]*g\d-|[a-z0-9]*mini)/i;

/** A component with its number, such as `switch:0`, is named so by no one else. */
const NUMBERED = /^[a-z][a-z0-9_]*:\d+$/;
const SINGLE = new Set([
  'sys',
  'wifi',
  'cloud',
  'mqtt',
  'ble',
  'bthome',
  'ws',
  'eth',
  'matter',
  'modbus',
  'knx',
  'ht_ui',
  'plugs_ui',
]);

/** Topics of one level below a prefix. */
const PARTS = new Set<string>(['online', 'rpc', 'announce', 'command']);

/** Reads `<prefix>/events/rpc`, `<prefix>/status/<component>`, `<prefix>/online`, `<prefix>/rpc` and their like. */
export function readTopic({ path }: Topic): ShellyTopic | undefined {
  const last = path.at(-1) ?? '';
  const before = path.at(-2);
  const at = (levels: number, part: Part, component = ''): ShellyTopic | undefined =>
    path.length > levels ? { prefix: path.slice(0, -levels).join('/'), part, component } : undefined;
  if (last === 'rpc' && before === 'events') return at(2, 'events');
  if (before === 'status' && isComponent(last, path.at(-3) ?? '')) return at(2, 'status', last);
  if (before === 'command' && NUMBERED.test(last)) return at(2, 'command', last);
  if (before === 'debug' && last === 'log') return at(2, 'debug');
  return PARTS.has(last) ? at(1, last as Part) : undefined;
}

function isComponent(level: string, device: string): boolean {
  return NUMBERED.test(level) || SINGLE.has(level) || OWN_ID.test(device);
}

/** The id that a prefix holds itself, as it does by default. */
export function ownIdOf(prefix: string): string | undefined {
  const last = prefix.slice(prefix.lastIndexOf('/') + 1);
  return OWN_ID.test(last) && (!isBelowFirst(prefix) || LATER_MODEL.test(last)) ? last : undefined;
}

/** What a device is called by a prefix that was given by hand: `shellies/hall` is `hall`. */
export function nameOf(prefix: string): string {
  return prefix.startsWith(`${FIRST_GENERATION}/`) ? prefix.slice(FIRST_GENERATION.length + 1) : prefix;
}

function isBelowFirst(prefix: string): boolean {
  return prefix === FIRST_GENERATION || prefix.split('/').includes(FIRST_GENERATION);
}

/** True if the message can only be one of these devices: by its name, its component or its envelope. */
export function isShelly(message: IncomingMessage, topic: ShellyTopic): boolean {
  const { prefix, part, component } = topic;
  if (part === 'rpc' && sourceOfAnswer(message) !== undefined) return true;
  if (!isBelowFirst(prefix) && /shelly/i.test(prefix)) return true;
  const body = message.object();
  if (!body) return false;
  if (part === 'status') return NUMBERED.test(component) && typeof own(body, 'id') === 'number';
  if (part === 'announce') return announcedId(message) !== undefined && prefix !== FIRST_GENERATION;
  if (part !== 'events') return false;
  const method = own(body, 'method');
  return typeof method === 'string' && /^Notify(?:Full)?(?:Status|Event)$/.test(method);
}

/** Levels of topics on which scripts pass on what they heard of Bluetooth devices: `shelly-blu/events/<address>`. */
const BLUETOOTH = /blu|bthome|shelly|^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i;

export function mayBeBluetooth({ path }: Topic): boolean {
  return path.length > 1 && path.some((level) => BLUETOOTH.test(level));
}

/** True for what a script heard of a device that speaks BTHome: `{"BTHome_version":2,"address","pid",…}`. */
export function isBluetooth(message: IncomingMessage): boolean {
  const body = message.object();
  if (!body || typeof own(body, 'address') !== 'string') return false;
  return typeof own(body, 'BTHome_version') === 'number';
}

/** Id in an announcement of the second generation or later: `{"id","model","gen","app","ver"}`. */
export function announcedId(message: IncomingMessage): string | undefined {
  const body = message.object();
  const id = body && Number(own(body, 'gen')) >= 2 ? own(body, 'id') : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** Who answers whoever asked it, on the topic that the request named: `{"id","src","dst","result" or "error"}`. */
export function sourceOfAnswer(message: IncomingMessage): string | undefined {
  const body = message.object();
  const source = body && own(body, 'src');
  if (!body || typeof source !== 'string' || !OWN_ID.test(source)) return undefined;
  return isJsonObject(own(body, 'result')) || isJsonObject(own(body, 'error')) ? source : undefined;
}

/** True if an object holds components by their names, as the whole status of a device does. */
export function hasComponents(body: object): boolean {
  return Object.keys(body).some((key) => NUMBERED.test(key));
}
