import type { DeviceMeta } from '@sensorium/contracts';
import { readAvailability, readSwitch } from '../../availability.js';
import { type BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import { readTopic } from './topic.js';

/** Nodes of which values were heard, by base and name. */
export type ZwaveState = BoundedMap<true>;

type ZwaveOutcome = DialectOutcome<ZwaveState>;

export function claimsZwave(message: IncomingMessage, state: ZwaveState): boolean {
  const topic = readTopic(message.topic);
  if (!topic) return false;
  if (topic.kind === 'gateway' || topic.kind === 'other') return true;
  if (state.has(nameOf(topic))) return true;
  const body = message.object();
  if (topic.kind === 'value') return topic.isSure || (body !== undefined && isValue(body));
  return body !== undefined && (Object.hasOwn(body, 'nodeId') || Object.hasOwn(body, 'zwavePlusVersion'));
}

/** The payload types "JSON Time-Value" and "Entire Z-Wave value object" of its settings. */
function isValue(body: JsonObject): boolean {
  return Object.hasOwn(body, 'value') && (Object.hasOwn(body, 'time') || Object.hasOwn(body, 'commandClass'));
}

function nameOf({ base, node }: { base: string; node: string }): string {
  return `${base}\0${node}`;
}

export function decodeZwave(message: IncomingMessage, state: ZwaveState): ZwaveOutcome {
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (message.isEmpty) return ignored('cleared');
  if (topic.kind === 'other') return ignored('not-telemetry');
  const device = deviceKey('zwave-js-ui', topic.base, topic.node);
  if (!device) return rejected('bad-id');
  if (topic.kind !== 'value') return decodeAbout(message, device, topic.about);
  const outcome = decodeValue(message, device, topic.metric);
  const name = nameOf(topic);
  if (outcome.kind !== 'facts' || state.has(name)) return outcome;
  return { ...outcome, state: state.with(name, true) };
}

function decodeValue(message: IncomingMessage, device: DeviceKey, metric: string): DialectOutcome<never> {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'bare')
    return metric.endsWith('.set') ? ignored('command') : bareOutcome(device, metric, body.value);
  if (metric.endsWith('.set')) return ignored('command');
  if (!isJsonObject(body.value) || !isValue(body.value)) return rejected('bad-record');
  const value = own(body.value, 'value');
  const stamp = readStamp(own(body.value, 'time') ?? own(body.value, 'lastUpdate'));
  const outcome = valuesOutcome(device, { [metric]: value }, { stamp });
  const unit = own(body.value, 'unit');
  if (outcome.kind !== 'facts' || typeof unit !== 'string') return outcome;
  const facts = outcome.facts.map((fact): Fact =>
    fact.type === 'readings' ? { ...fact, units: [unit] } : fact,
  );
  return { ...outcome, facts };
}

/** `status` of a node or of the gateway; all else that is told about them but their name. */
function decodeAbout(message: IncomingMessage, device: DeviceKey, about: string): DialectOutcome<never> {
  const body = message.object();
  if (about === 'status') {
    const said = body ? (own(body, 'value') ?? own(body, 'status')) : message.text();
    const online = typeof said === 'boolean' ? said : readWord(said);
    return online === undefined
      ? rejected('bad-status')
      : decoded([{ type: 'availability', device, online }]);
  }
  return about === 'nodeinfo' && body ? described(device, body) : ignored('metadata');
}

/** An awake or a sleeping node is there; only a dead one is not. */
function readWord(said: unknown): boolean | undefined {
  if (typeof said !== 'string') return undefined;
  return /^(?:awake|asleep)$/i.test(said) ? true : (readAvailability(said) ?? readSwitch(said));
}

function described(device: DeviceKey, body: JsonObject): DialectOutcome<never> {
  const text = (key: string): string => {
    const value = own(body, key);
    return typeof value === 'string' ? value.trim().slice(0, 120) : '';
  };
  const model = [text('manufacturer'), text('productLabel')].filter((part) => part !== '').join(' ');
  const name = text('name');
  const meta: DeviceMeta = { ...(name !== '' && { name }), ...(model !== '' && { model }) };
  return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
}
