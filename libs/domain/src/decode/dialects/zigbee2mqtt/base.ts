import type { IncomingMessage } from '../../incoming.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { Topic } from '../../topic.js';
import { BoundedMap } from '../../bounded-map.js';

/** Base topic unless somebody renames it (`mqtt.base_topic`). */
const DEFAULT_BASE = 'zigbee2mqtt';

/** Names made from it, which name a base only as the first level: `zigbee2mqtt-attic`, `z2m`, `z2m2`, `attic_z2m`. */
const MADE_FROM = /zigbee2mqtt|(?:^|[-_ ])z2m(?:$|[-_ \d])/i;

/** Names that people give a second network. */
const TELLING = /z2m|zigbee/i;

/** Base topics that are remembered, and devices of which their parent was told. */
const BASES_MAX = 64;
const DEVICES_MAX = 8_192;

/** What Zigbee2MQTT remembers. */
export interface Zigbee2MqttState {
  /** Base topics that showed themselves by their bridge. */
  bases: BoundedMap<true>;
  /** Devices (`<base>\0<name>`) of which it was told to which bridge they belong. */
  devices: BoundedMap<true>;
}

export const INITIAL: Zigbee2MqttState = {
  bases: BoundedMap.empty(BASES_MAX),
  devices: BoundedMap.empty(DEVICES_MAX),
};

/** Where a message stands below its base: the base as it is written, and the levels after it. */
export interface Place {
  base: string;
  rest: readonly string[];
}

const named = new WeakMap<Topic, number>();

/** How many levels of a topic are a base by their name; 0 if none are. */
function namedLength(topic: Topic): number {
  const known = named.get(topic);
  if (known !== undefined) return known;
  const { path } = topic;
  const exact = path.slice(0, -1).lastIndexOf(DEFAULT_BASE) + 1;
  const length = exact === 0 && path.length > 1 && MADE_FROM.test(path[0] ?? '') ? 1 : exact;
  named.set(topic, length);
  return length;
}

/** The place of a topic below a base that is known by its name or by what its bridge said. */
export function knownPlace(topic: Topic, { bases }: Zigbee2MqttState): Place | undefined {
  const { path } = topic;
  const byName = namedLength(topic);
  for (let length = bases.size === 0 ? byName : path.length - 1; length >= byName && length > 0; length--) {
    const base = path.slice(0, length).join('/');
    if (length === byName || bases.has(base)) return { base, rest: path.slice(length) };
  }
  return undefined;
}

/** Topics of the bridge that no other publisher has in this form. */
const BRIDGE_SIGNS = new Map<string, (body: unknown) => boolean>([
  ['info', (body) => isJsonObject(body) && own(body, 'coordinator') !== undefined],
  [
    'devices',
    (body) => Array.isArray(body) && isJsonObject(body[0]) && Object.hasOwn(body[0], 'ieee_address'),
  ],
]);

/** The base that a message of a bridge gives away; undefined for any other message. */
export function baseOfBridge(message: IncomingMessage): string | undefined {
  const { path } = message.topic;
  const at = path.lastIndexOf('bridge');
  const sign = at > 0 && path.length === at + 2 ? BRIDGE_SIGNS.get(path[at + 1] ?? '') : undefined;
  return sign?.(message.json()) === true ? path.slice(0, at).join('/') : undefined;
}

/**
 * The place of a message of a renamed network whose bridge was not heard: `linkquality` is a word of Zigbee2MQTT. The
 * base is what sounds like Zigbee, else the first level. The state of a bridge as JSON stands for itself alone: others
 * may write it too, so that it makes no base of what is above it.
 */
export function placeByContent(message: IncomingMessage): Place | undefined {
  const body = message.object();
  const { path } = message.topic;
  if (path.length < 2 || !body) return undefined;
  if (path.length > 2 && path.at(-2) === 'bridge' && path.at(-1) === 'state' && saysState(body)) {
    return { base: path.slice(0, -2).join('/'), rest: path.slice(-2) };
  }
  if (typeof own(body, 'linkquality') !== 'number') return undefined;
  const told = path.slice(0, -1).findLastIndex((level) => TELLING.test(level));
  const length = Math.max(told, 0) + 1;
  return { base: path.slice(0, length).join('/'), rest: path.slice(length) };
}

function saysState(body: JsonObject): boolean {
  const state = own(body, 'state');
  return (state === 'online' || state === 'offline') && Object.keys(body).length === 1;
}
