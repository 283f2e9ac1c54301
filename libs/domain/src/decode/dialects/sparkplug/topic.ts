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

/** Reads `spBv1.0/<group>/<type>/<node>[/<device>]`; undefined for any other topic. */
export function readTopic({ levels }: Topic): SparkplugTopic | undefined {
  const [namespace, group = '', word = '', nodeId = '', deviceId = ''] = levels;
  const isEdge = levels.length === 4;
  const type = (isEdge ? EDGE_TYPES : DEVICE_TYPES).find((one) => one === word);
  if (namespace !== NAMESPACE || !type || group === '' || nodeId === '') return undefined;
  if (!isEdge && (levels.length !== 5 || deviceId === '')) return undefined;
  const node = keyOf(`${group}/${nodeId}`);
  const subject = isEdge ? node : keyOf(`${group}/${nodeId}/${deviceId}`);
  return node && subject
    ? { type, node, subject, command: `${NAMESPACE}/${group}/NCMD/${nodeId}` }
    : undefined;
}

/** The host application of `spBv1.0/STATE/<host>`. */
export function readHost({ levels }: Topic): DeviceKey | undefined {
  const [namespace, word, host = ''] = levels;
  return levels.length === 3 && namespace === NAMESPACE && word === 'STATE' ? keyOf(host) : undefined;
}

function keyOf(id: string): DeviceKey | undefined {
  return deviceKey('sparkplug', '', id);
}
