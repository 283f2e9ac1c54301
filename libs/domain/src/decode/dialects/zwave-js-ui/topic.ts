import type { Topic } from '../../topic.js';

/** What a topic of Z-Wave JS UI is about. */
export type ZwaveTopic =
  | { kind: 'value'; base: string; node: string; metric: string; isSure: boolean }
  /** `status`, `lastActive` and `nodeinfo` of a node. */
  | { kind: 'node'; base: string; node: string; about: string }
  | { kind: 'gateway'; base: string; node: string; about: string }
  | { kind: 'other' };

/** Prefix by default. */
const PREFIX = 'zwave';
const NODE_TOPICS = new Set(['status', 'lastActive', 'nodeinfo']);

/**
 * Reads `<prefix>/[<location>/]<node>/<class>/<endpoint>/<property>[/<key>]`, the class and the endpoint by names
 * (`battery`,
 * `endpoint_0`) or numbers, and what stands beside it. Undefined for any other topic.
 */
export function readTopic({ path }: Topic): ZwaveTopic | undefined {
  const client = path.findIndex((level) => level.startsWith('ZWAVE_GATEWAY'));
  if (client > 0 && path[client - 1] === '_EVENTS') return { kind: 'other' };
  if (client > 0 && path[client - 1] === '_CLIENTS') {
    const about = path.slice(client + 1).join('/');
    return { kind: 'gateway', base: path.slice(0, client - 1).join('/'), node: path[client] ?? '', about };
  }
  return readValue(path) ?? readNode(path);
}

function readValue(path: readonly string[]): ZwaveTopic | undefined {
  const named = path.findIndex((level, at) => at > 2 && /^endpoint_\d+$/.test(level));
  const at =
    named > 0 ? named : path.findIndex((level, place) => place > 2 && isPair(path[place - 1], level));
  if (at < 0 || at >= path.length - 1) return undefined;
  const { base, node } = splitNode(path.slice(0, at - 1));
  if (node === '') return undefined;
  const isSure = named > 0 || /(?:^|\/)nodeID_\d+$/.test(node);
  return { kind: 'value', base, node, metric: path.slice(at - 1).join('.'), isSure };
}

/** Number of a command class and of an endpoint. */
function isPair(one: string | undefined, other: string): boolean {
  return /^\d{2,3}$/.test(one ?? '') && /^\d{1,2}$/.test(other);
}

function readNode(path: readonly string[]): ZwaveTopic | undefined {
  const about = path.at(-1) ?? '';
  const { base, node } = splitNode(path.slice(0, -1));
  return NODE_TOPICS.has(about) && node !== '' ? { kind: 'node', base, node, about } : undefined;
}

/** The prefix is the first level, or all up to the default one. */
function splitNode(levels: readonly string[]): { base: string; node: string } {
  const at = Math.max(0, levels.indexOf(PREFIX)) + 1;
  const base = levels.slice(0, at).join('/');
  return { base: base === PREFIX ? '' : base, node: levels.slice(at).join('/') };
}
