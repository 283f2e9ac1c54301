import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { ReportedState } from './shadow.js';

type AwsOutcome = DialectOutcome<null>;

/** A topic of a shadow, named or not, or of the life cycle of a connection. */
export type AwsTopic =
  | { kind: 'shadow'; thing: string; shadow: string; event: string }
  | { kind: 'presence'; thing: string; online: boolean };

/**
 * Reads `$aws/things/<thing>/shadow[/name/<shadow>]/<event>` and `$aws/events/presence/(connected|disconnected)/<client>`;
 * undefined for any other topic.
 */
export function readTopic({ levels }: Topic): AwsTopic | undefined {
  const [root, part, third = '', fourth, ...rest] = levels;
  if (root !== '$aws') return undefined;
  if (part === 'events' && third === 'presence' && rest.length === 1) {
    const thing = rest[0] ?? '';
    return fourth === 'connected' || fourth === 'disconnected'
      ? { kind: 'presence', thing, online: fourth === 'connected' }
      : undefined;
  }
  if (part !== 'things' || fourth !== 'shadow' || rest.length === 0) return undefined;
  const isNamed = rest[0] === 'name' && rest.length > 2;
  const shadow = isNamed ? (rest[1] ?? '') : '';
  return { kind: 'shadow', thing: third, shadow, event: rest.slice(isNamed ? 2 : 0).join('/') };
}

export function decodeAws(message: IncomingMessage): AwsOutcome {
  const topic = readTopic(message.topic);
  // Jobs, provisioning and other services of the platform.
  if (!topic) return ignored('system-topic');
  const device = deviceKey('aws-iot', '', topic.thing);
  if (!device) return rejected('bad-id');
  if (topic.kind === 'presence') return decoded([{ type: 'availability', device, online: topic.online }]);
  if (topic.event === 'get' || topic.event === 'delete' || topic.event === 'update/delta') {
    return ignored('command');
  }
  if (!DOCUMENTS.has(topic.event)) return ignored('metadata');
  if (message.isEmpty) return ignored('cleared');
  const body = message.object();
  if (!body) return rejected('bad-json');
  const document = topic.event === 'update/documents' ? own(body, 'current') : body;
  return isJsonObject(document)
    ? decodeDocument(device, topic.shadow, document, body)
    : rejected('bad-record');
}

/** Events that bring a document: by the thing itself, and by the service in answer. */
const DOCUMENTS = new Set(['update', 'update/accepted', 'update/documents', 'get/accepted']);

/**
 * What the thing reports. What others desire of it is no measurement. Metrics of a named shadow begin with its name. Times
 * are those of each value in the metadata, else that of the document.
 */
function decodeDocument(
  device: DeviceKey,
  shadow: string,
  document: JsonObject,
  body: JsonObject,
): AwsOutcome {
  const state = own(document, 'state');
  if (!isJsonObject(state)) return rejected('bad-record');
  const reported = own(state, 'reported');
  if (!isJsonObject(reported)) return ignored('command');
  const metadata = own(document, 'metadata');
  const about = isJsonObject(metadata) ? own(metadata, 'reported') : undefined;
  const taken = new ReportedState(device);
  const stamp = readStamp(own(document, 'timestamp')) ?? readStamp(own(body, 'timestamp'));
  const reason = taken.add(reported, about, shadow, stamp);
  if (reason) return rejected(reason);
  if (taken.facts.size + taken.rejected.length === 0) return ignored('no-values');
  return decoded([...taken.facts.values()], taken.rejected);
}
