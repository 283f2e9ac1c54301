import { isStorableName, LIMITS, type DeviceMeta, type Rejection } from '@sensorium/contracts';
import type { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, readNativeRecord, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { readingsOutcome } from '../../readings.js';
import { ownDevice } from '../generic/owner.js';
import { CONNECTED, readTopic, type ThingsboardTopic } from './topic.js';

/** What was last said about each device, as JSON. */
export type ThingsboardState = BoundedMap<string>;

type ThingsboardOutcome = DialectOutcome<ThingsboardState>;

export function decodeThingsboard(message: IncomingMessage, state: ThingsboardState): ThingsboardOutcome {
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (message.isEmpty) return ignored('cleared');
  if (topic.part === 'other') return isProtobuf(message) ? rejected('bad-protobuf') : ignored('command');
  const body = message.json();
  if (!body) return rejected('bad-json');
  if (topic.gateway) return isJsonObject(body) ? decodeGateway(topic, body, state) : rejected('bad-record');
  const named = topic.id === CONNECTED ? ownDevice(body, NAMES_SOMEBODY) : undefined;
  const device = keyOf(named?.id ?? topic.id);
  if (!device) return rejected('bad-id');
  if (topic.part === 'telemetry') return readingsOutcome(device, recordsOf(named?.rest ?? body));
  return isJsonObject(body) ? described([[device, metaOf(body), undefined]], state) : rejected('bad-record');
}

/** Only what is called the id of the device names it, not any name among its values. */
const NAMES_SOMEBODY = [CONNECTED];

/** Forms of a schema that only the server has. */
function isProtobuf({ topic }: IncomingMessage): boolean {
  return topic.text === 'v2/t/p' || topic.text === 'v2/a/p';
}

function keyOf(id: string): DeviceKey | undefined {
  return deviceKey('thingsboard', '', id);
}

/** `{…}`, `{"ts", "values": {…}}` or a list of either; times are in ms. */
function recordsOf(body: unknown): (ReturnType<typeof readNativeRecord> | undefined)[] {
  const list: unknown[] = Array.isArray(body) ? body : [body];
  return list.map((one) => (isJsonObject(one) ? readNativeRecord(one) : undefined));
}

/** Devices of one message; a gateway with more sends several. */
const CHILDREN_MAX = 1_000;

function decodeGateway(
  { part, id: gateway }: ThingsboardTopic,
  body: JsonObject,
  state: ThingsboardState,
): ThingsboardOutcome {
  if (Object.keys(body).length > CHILDREN_MAX) return rejected('too-many-values');
  if (part === 'telemetry') return decodeChildren(body, gateway, state);
  if (part === 'attributes') {
    const children = Object.entries(body).map(([id, attributes]): Description => [
      keyOf(id),
      isJsonObject(attributes) ? metaOf(attributes) : {},
      gateway,
    ]);
    return described(children, state);
  }
  const id = own(body, 'device');
  const device = typeof id === 'string' ? keyOf(id) : undefined;
  if (!device) return rejected('bad-id');
  const online = part === 'connect';
  const availability: Fact = { type: 'availability', device, online };
  if (!online) return decoded([availability]);
  const type = own(body, 'type');
  const model = typeof type === 'string' && type !== '' ? { model: type.slice(0, 256) } : {};
  return described([[device, model, gateway]], state, [availability]);
}

/** Telemetry of several devices by their names. */
function decodeChildren(body: JsonObject, gateway: string, state: ThingsboardState): ThingsboardOutcome {
  const facts: Fact[] = [];
  const refused: Rejection[] = [];
  const children: Description[] = [];
  let count = 0;
  for (const [id, records] of Object.entries(body)) {
    const device = keyOf(id);
    const outcome = device ? readingsOutcome(device, recordsOf(records)) : rejected('bad-id');
    if (outcome.kind === 'rejected') refused.push({ path: id.slice(0, 256), reason: outcome.reason });
    if (outcome.kind !== 'facts') continue;
    count += outcome.facts.reduce(
      (sum, fact) => sum + (fact.type === 'readings' ? fact.metrics.length : 0),
      0,
    );
    if (count > LIMITS.valuesPerMessage) return rejected('too-many-values');
    facts.push(...outcome.facts);
    refused.push(...outcome.rejected);
    if (outcome.facts.length > 0) children.push([device, {}, gateway]);
  }
  if (facts.length === 0 && refused.length === 0) return ignored('no-values');
  return described(children, state, facts, refused);
}

type Description = [device: DeviceKey | undefined, meta: DeviceMeta, parent: string | undefined];

/** Facts, before them descriptions of those devices that were not described so yet. */
function described(
  descriptions: readonly Description[],
  before: ThingsboardState,
  facts: readonly Fact[] = [],
  refused: Rejection[] = [],
): ThingsboardOutcome {
  const news: Fact[] = [];
  let state = before;
  for (const [device, meta, parentId] of descriptions) {
    const said = JSON.stringify(meta);
    const known = device && state.get(device.id);
    const isNothing = said === '{}' && (known !== undefined || parentId === undefined);
    if (!device || known === said || isNothing) continue;
    const parent = parentId === undefined ? undefined : keyOf(parentId);
    news.push({ type: 'description', device, meta, mode: 'merge', ...(parent && { parent }) });
    state = state.with(device.id, said);
  }
  if (news.length + facts.length + refused.length === 0) return ignored('metadata');
  return { ...decoded([...news, ...facts], refused), state };
}

/** Attributes that are texts say what a device is; numbers among them come and go too often to be a description. */
function metaOf(attributes: JsonObject): DeviceMeta {
  const labels = Object.entries(attributes).filter(
    (entry): entry is [string, string] =>
      entry[0] !== '__proto__' &&
      isStorableName(entry[0]) &&
      typeof entry[1] === 'string' &&
      entry[1].length <= 256,
  );
  return labels.length === 0 ? {} : { labels: Object.fromEntries(labels.slice(0, 32)) };
}
