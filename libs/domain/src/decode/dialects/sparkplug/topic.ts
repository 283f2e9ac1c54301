import { deviceKey } from '../../device-key.js';
import type { DeviceKey } from '../../outcome.js';
import type { Topic } from '../../topic.js';

const EDGE_TYPES = ['NBIRTH', 'NDATA', 'NDEATH', 'NCMD'] as const;
const DEVICE_TYPES = ['DBIRTH', 'DDATA', 'DDEATH', 'DCMD'] as const;

export const NAMESPACE = 'spBv1.0';

/** A topic of an edge node or of a device behind it (Sparkplug 3.0, 4.1). */
export interface SparkplugTopic {
  type: (typeof EDGE_TYPES)[number] | (typeof DEVICE_TYPES)[number];
  /** The edge node, `group/node`. */
  node: DeviceKey;
  /** Whom the message is about: the node, or its device `group/node/device`. */
  subject: DeviceKey;
  /** Where the node takes commands. */
  command: string;
}

/**
 * Reads `spBv1.0/<group>/<type>/<node>[/<device>]`, also under what a bridge puts before it, which is then the base of
 * the keys; undefined for any other topic.
 */
export function readTopic({ levels }: Topic): SparkplugTopic | undefined {
  const at = levels.indexOf(NAMESPACE);
  const base = levels.slice(0, Math.max(at, 0)).join('/');
  const [group = '', word = '', nodeId = '', ...rest] = at < 0 ? [] : levels.slice(at + 1);
  const [deviceId = ''] = rest;
  const isEdge = rest.length === 0;
  const type = (isEdge ? EDGE_TYPES : DEVICE_TYPES).find((one) => one === word);
  if (!type || group === '' || nodeId === '') return undefined;
  if (!isEdge && (rest.length !== 1 || deviceId === '')) return undefined;
  const node = keyOf(base, `${group}/${nodeId}`);
  const subject = isEdge ? node : keyOf(base, `${group}/${nodeId}/${deviceId}`);
  const command = `${base === '' ? '' : `${base}/`}${NAMESPACE}/${group}/NCMD/${nodeId}`;
  return node && subject ? { type, node, subject, command } : undefined;
}

/** The host application of `spBv1.0/STATE/<host>`, and of `STATE/<host>` as it was before version 3. */
export function readHost({ levels }: Topic): DeviceKey | undefined {
  if (isLegacyState(levels)) return keyOf('', levels[1] ?? '');
  const at = levels.indexOf(NAMESPACE);
  const [word, host = '', ...rest] = at < 0 ? [] : levels.slice(at + 1);
  return word === 'STATE' && host !== '' && rest.length === 0
    ? keyOf(levels.slice(0, at).join('/'), host)
    : undefined;
}

/** True for a topic that may be one of Sparkplug. */
export function isSparkplug({ levels }: Topic): boolean {
  return levels.includes(NAMESPACE) || isLegacyState(levels);
}

/** Others may use such a topic too. */
export function isLegacyState(levels: readonly string[]): boolean {
  return levels.length === 2 && levels[0] === 'STATE' && levels[1] !== '';
}

function keyOf(base: string, id: string): DeviceKey | undefined {
  return deviceKey('sparkplug', base, id);
}
