import type { Micros } from '../../../time/index.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { readBody } from '../generic/body.js';
import { ownDevice } from '../generic/owner.js';
import { takeReadings } from '../generic/take.js';
import { bareDevice, objectDevice } from '../generic/topic.js';
import { ReportedState } from './shadow.js';

type AwsOutcome = DialectOutcome<null>;

/** A topic of a shadow, named or not, of the life cycle of a connection, or one that goes to a rule at once. */
export type AwsTopic =
  | { kind: 'shadow'; thing: string; shadow: string; event: string }
  | { kind: 'presence'; thing: string; online: boolean }
  | { kind: 'rule'; path: readonly string[] };

const ROOT = '$aws';

/**
 * Reads `$aws/things/<thing>/shadow[/name/<shadow>]/<event>`, also under another prefix,
 * `$aws/events/presence/(connected|disconnected)/<client>` and `$aws/rules/<rule>/<topic>` (Basic Ingest); undefined
 * for any other topic.
 */
export function readTopic({ levels }: Topic): AwsTopic | undefined {
  const [root, part, third = '', fourth, ...rest] = levels;
  if (root === ROOT && part === 'rules') {
    return { kind: 'rule', path: fourth === undefined ? [] : [fourth, ...rest] };
  }
  if (root !== ROOT || part !== 'events') return readShadowTopic(levels);
  if (third !== 'presence' || rest.length !== 1) return undefined;
  const thing = rest[0] ?? '';
  return fourth === 'connected' || fourth === 'disconnected'
    ? { kind: 'presence', thing, online: fourth === 'connected' }
    : undefined;
}

function readShadowTopic(levels: readonly string[]): AwsTopic | undefined {
  const at = levels.findIndex((level, place) => level === 'things' && levels[place + 2] === 'shadow');
  if (at < 0) return undefined;
  const thing = levels[at + 1] ?? '';
  const rest = levels.slice(at + 3);
  const isNamed = rest[0] === 'name' && rest.length > 2;
  const shadow = isNamed ? (rest[1] ?? '') : '';
  const event = rest.slice(isNamed ? 2 : 0).join('/');
  return event === '' ? undefined : { kind: 'shadow', thing, shadow, event };
}

/** True for any message of the platform; under another prefix for what has the form of a shadow's. */
export function isClaimed(message: IncomingMessage): boolean {
  if (message.topic.levels[0] === ROOT) return true;
  const topic = readTopic(message.topic);
  if (topic?.kind !== 'shadow') return false;
  if (!DOCUMENTS.has(topic.event)) return NO_DOCUMENTS.test(topic.event);
  const body = message.object();
  return body !== undefined && (Object.hasOwn(body, 'state') || Object.hasOwn(body, 'current'));
}

export function decodeAws(message: IncomingMessage, now: Micros): AwsOutcome {
  const topic = readTopic(message.topic);
  // Jobs, provisioning and other services of the platform.
  if (!topic) return ignored('system-topic');
  if (topic.kind === 'rule') return decodeIngested(topic.path, message, now);
  const device = deviceKey('aws-iot', '', topic.thing);
  if (!device) return rejected('bad-id');
  if (topic.kind === 'presence') {
    // The same client has connected anew, and so the older connection went.
    const isReplaced = !topic.online && readReason(message) === 'DUPLICATE_CLIENTID';
    return isReplaced
      ? ignored('outdated')
      : decoded([{ type: 'availability', device, online: topic.online }]);
  }
  if (topic.event === 'get' || topic.event === 'delete' || topic.event === 'update/delta') {
    return ignored('command');
  }
  if (!DOCUMENTS.has(topic.event)) return ignored('metadata');
  if (message.isEmpty) return ignored('cleared');
  const body = message.object();
  if (!body) return rejected('bad-json');
  const document = topic.event === 'update/documents' ? own(body, 'current') : body;
  return isJsonObject(document)
    ? decodeDocument(device, topic.shadow, document, { body, now })
    : rejected('bad-record');
}

function readReason(message: IncomingMessage): unknown {
  const body = message.object();
  return body && own(body, 'disconnectReason');
}

/** What a device sends to a rule: of any form, from the device that the payload or the rest of the topic names. */
function decodeIngested(path: readonly string[], message: IncomingMessage, now: Micros): AwsOutcome {
  if (message.isEmpty) return ignored('cleared');
  const body = readBody(message);
  if (typeof body === 'string') return rejected(body);
  const named = body.kind === 'json' ? ownDevice(body.value, path) : undefined;
  if (path.length === 0 && !named) return ignored('system-topic');
  const id = named?.id ?? (body.kind === 'json' ? objectDevice(path) : bareDevice(path))?.id;
  const device = id === undefined ? undefined : deviceKey('aws-iot', '', id);
  if (!device) return rejected('bad-id');
  if (body.kind === 'json') return takeReadings(device, named?.rest ?? body.value, now);
  return bareOutcome(device, path.length > 1 ? (path.at(-1) ?? '') : 'value', body.value);
}

/** Events that bring a document: by the thing itself, and by the service in answer. */
const DOCUMENTS = new Set(['update', 'update/accepted', 'update/documents', 'get/accepted']);

/** And those that bring none. */
const NO_DOCUMENTS = /^(?:get|delete|update\/delta|(?:update|get|delete)\/rejected|delete\/accepted)$/;

/**
 * What the thing reports. What others desire of it is no measurement. Metrics of a named shadow begin with its name.
 * Times are those of each value in the metadata, else that of the document.
 */
function decodeDocument(
  device: DeviceKey,
  shadow: string,
  document: JsonObject,
  { body, now }: { body: JsonObject; now: Micros },
): AwsOutcome {
  const state = own(document, 'state');
  if (!isJsonObject(state)) return rejected('bad-record');
  const reported = own(state, 'reported');
  if (!isJsonObject(reported)) return ignored('command');
  const metadata = own(document, 'metadata');
  const about = isJsonObject(metadata) ? own(metadata, 'reported') : undefined;
  const taken = new ReportedState(device, now);
  const stamp = readStamp(own(document, 'timestamp')) ?? readStamp(own(body, 'timestamp'));
  const reason = taken.add(reported, about, shadow, { stamp, own: undefined });
  if (reason) return rejected(reason);
  if (taken.facts.size + taken.rejected.length === 0) return ignored('no-values');
  return decoded([...taken.facts.values()], taken.rejected);
}
