import type { IncomingMessage } from '../../incoming.js';
import type { Topic } from '../../topic.js';

export type Part = 'telemetry' | 'attributes' | 'connect' | 'disconnect' | 'other';

/** Ends of topics of the device API, its short topics (`v2`, for small devices) and the gateway API. */
const PARTS = new Map<string, Part>([
  ['telemetry', 'telemetry'],
  ['attributes', 'attributes'],
  ['connect', 'connect'],
  ['disconnect', 'disconnect'],
]);
const SHORT_TOPICS = new Map<string, Part>([
  ['v2/t', 'telemetry'],
  ['v2/t/j', 'telemetry'],
  ['v2/a', 'attributes'],
  ['v2/a/j', 'attributes'],
]);

/** What else there is: protobuf forms, firmware in pieces, and provisioning, which has secrets in it. */
const OTHER_TOPICS = /^(?:\/?provision(?:\/(?:request|response))?|v2\/(?:[ta]\/p|fw\/.*|sw\/.*|r\/.*))$/;

/** `me` is whoever is connected, and a broker does not tell who that is: all of them are one device here. */
export const CONNECTED = 'v1/devices/me';
const GATEWAY = 'v1/gateway';

/** Whose topic it is: of a gateway, or of one device; and what comes on it. */
export interface ThingsboardTopic {
  gateway: boolean;
  id: string;
  part: Part;
}

/**
 * Reads a topic of ThingsBoard. What a bridge puts before it tells who `me` is; some name the device in place of `me`.
 * Undefined for any other topic.
 */
export function readTopic({ text, path }: Topic): ThingsboardTopic | undefined {
  const short = SHORT_TOPICS.get(text);
  if (short) return { gateway: false, id: CONNECTED, part: short };
  if (OTHER_TOPICS.test(text)) return { gateway: false, id: CONNECTED, part: 'other' };
  const at = path.indexOf('v1');
  const prefix = path.slice(0, at).join('/');
  const [, api, ...rest] = at < 0 ? [] : path.slice(at);
  if (api === 'gateway') return partOf(rest, { gateway: true, id: prefix || GATEWAY, prefix });
  const [name = '', ...ends] = rest;
  if (api !== 'devices') return undefined;
  if (name === 'me') return partOf(ends, { gateway: false, id: prefix || CONNECTED, prefix });
  const part = ends.length === 1 ? PARTS.get(ends[0] ?? '') : undefined;
  return part === 'telemetry' || part === 'attributes' ? { gateway: false, id: name, part } : undefined;
}

/** Parts of an API that are no telemetry: remote procedure calls, requests, answers and claims. */
const OTHER_PARTS = new Set(['rpc', 'attributes', 'claim']);

function partOf(
  ends: readonly string[],
  { gateway, id, prefix }: { gateway: boolean; id: string; prefix: string },
): ThingsboardTopic | undefined {
  const [first = ''] = ends;
  const part = ends.length === 1 ? PARTS.get(first) : undefined;
  if (part) return { gateway, id, part };
  const isOther = ends.length > 0 && (prefix === '' || OTHER_PARTS.has(first));
  return isOther ? { gateway, id, part: 'other' } : undefined;
}

/** Who names the device in place of `me` may mean something else: only an object is then taken for telemetry. */
export function isClaimed(message: IncomingMessage): boolean {
  const { text, path } = message.topic;
  const isOfApi = text.startsWith('v2/') || path.includes('me') || path.includes('gateway');
  return isOfApi || OTHER_TOPICS.test(text) || message.isEmpty || message.json() !== undefined;
}
