import type { IncomingMessage } from '../../incoming.js';
import { own } from '../../envelope.js';
import type { Topic } from '../../topic.js';

/** What is below the prefix of a device. */
export type Part = 'events' | 'status' | 'online' | 'rpc';

export interface ShellyTopic {
  prefix: string;
  part: Part;
  /** Component of a status: `switch:0`, `wifi`. */
  component: string;
}

/** Id that a device gives itself: model and MAC. */
const OWN_ID = /^shelly[a-z0-9]+-[0-9a-f]{12}$/i;

/** A component with its number, such as `switch:0`, is named so by no one else. */
const NUMBERED = /^[a-z][a-z0-9_]*:\d+$/;
const SINGLE = new Set([
  'sys',
  'wifi',
  'cloud',
  'mqtt',
  'ble',
  'ws',
  'eth',
  'matter',
  'modbus',
  'ht_ui',
  'plugs_ui',
]);

/** Reads `<prefix>/events/rpc`, `<prefix>/status/<component>`, `<prefix>/online` and `<prefix>/rpc`. */
export function readTopic({ path }: Topic): ShellyTopic | undefined {
  const last = path.at(-1) ?? '';
  const before = path.at(-2);
  const at = (levels: number, part: Part, component = ''): ShellyTopic | undefined =>
    path.length > levels ? { prefix: path.slice(0, -levels).join('/'), part, component } : undefined;
  if (last === 'rpc' && before === 'events') return at(2, 'events');
  if (before === 'status' && (NUMBERED.test(last) || SINGLE.has(last))) return at(2, 'status', last);
  if (last === 'online') return at(1, 'online');
  return last === 'rpc' ? at(1, 'rpc') : undefined;
}

/** The id that a prefix holds itself, as it does by default. */
export function ownIdOf(prefix: string): string | undefined {
  const last = prefix.slice(prefix.lastIndexOf('/') + 1);
  return OWN_ID.test(last) ? last : undefined;
}

/** True if the message can only be one of these devices: by its name, its component or its envelope. */
export function isShelly(message: IncomingMessage, { prefix, part, component }: ShellyTopic): boolean {
  if (/shelly/i.test(prefix)) return true;
  const body = message.object();
  if (!body) return false;
  if (part === 'status') return NUMBERED.test(component) && typeof own(body, 'id') === 'number';
  if (part !== 'events') return false;
  const method = own(body, 'method');
  return typeof method === 'string' && method.startsWith('Notify') && typeof own(body, 'src') === 'string';
}
