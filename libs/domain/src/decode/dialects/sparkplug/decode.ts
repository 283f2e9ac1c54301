import type { Micros } from '../../../time/index.js';
import { readAvailability } from '../../availability.js';
import type { DialectOutcome } from '../../dialect.js';
import { own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { ProtobufError, ProtobufReader } from '../../protobuf.js';
import { describe } from './birth.js';
import { readJsonPayload } from './json.js';
import { readSparkplug, type SparkplugPayload } from './message.js';
import { takeReadings, type Taken } from './readings.js';
import { rebirthRequest } from './rebirth.js';
import { definitionsOf, isNextSeq, isStaleDeath, withBirth, type SparkplugState } from './sessions.js';
import { isLegacyState, readHost, readTopic, type SparkplugTopic } from './topic.js';

type SparkplugOutcome = DialectOutcome<SparkplugState>;

/** True for all under `spBv1.0/`, and on `STATE/<host>` for what says whether a host is there. */
export function isClaimed(message: IncomingMessage): boolean {
  if (!isLegacyState(message.topic.levels)) return true;
  return message.isEmpty || readHostState(message) !== undefined;
}

/** Decodes a message under `spBv1.0/`. */
export function decodeSparkplug(
  message: IncomingMessage,
  state: SparkplugState,
  now: Micros,
): SparkplugOutcome {
  const host = readHost(message.topic);
  if (message.isEmpty) return host ? ignored('cleared') : rejected('empty');
  if (host) return decodeHost(host, message, state);
  const topic = readTopic(message.topic);
  if (!topic) return rejected('bad-topic');
  if (topic.type.endsWith('CMD')) return ignored('command');
  const json = message.payload[0] === OPENING_BRACE ? message.object() : undefined;
  const payload = (json && readJsonPayload(json)) ?? readPayload(message.payload);
  return typeof payload === 'string'
    ? rejected(payload)
    : decodeEdge(topic, payload, { state, now, isLive: !message.retained });
}

/** `{`: as protobuf it would begin a group, which the format has none of. */
const OPENING_BRACE = 0x7b;

function readPayload(bytes: Uint8Array): SparkplugPayload | ProtobufError['reason'] {
  try {
    const payload = readSparkplug(new ProtobufReader(bytes));
    // Packed by an optional algorithm of Tahu, in `body`: not part of the specification, and not unpacked here.
    return payload.uuid === 'SPBV1.0_COMPRESSED' ? 'bad-protobuf' : payload;
  } catch (error) {
    if (error instanceof ProtobufError) return error.reason;
    throw error;
  }
}

interface Context {
  state: SparkplugState;
  now: Micros;
  /** Published just now, not kept by the broker: only such messages are in sequence. */
  isLive: boolean;
}

function decodeEdge(topic: SparkplugTopic, payload: SparkplugPayload, context: Context): SparkplugOutcome {
  switch (topic.type) {
    case 'NBIRTH':
      return decodeNodeBirth(topic, payload, context.state);
    case 'DBIRTH':
      return decodeDeviceBirth(topic, payload, context);
    case 'NDEATH':
      return decodeNodeDeath(topic, payload, context.state);
    case 'DDEATH':
      return inSequence(topic, payload, context, false, [availability(topic.subject, false)]);
    default:
      return decodeData(topic, payload, context);
  }
}

function decodeNodeBirth(
  { node }: SparkplugTopic,
  payload: SparkplugPayload,
  state: SparkplugState,
): SparkplugOutcome {
  const definitions = definitionsOf(payload.metrics);
  const session = (state.sessions.get(nameOf(node))?.session ?? 0) + 1;
  const { seq = 0 } = payload;
  const next = withBirth(state, nameOf(node), { session, definitions, seq, bdSeq: bdSeqOf(payload) });
  const facts: Fact[] = [
    { type: 'description', device: node, meta: describe(node, payload.metrics) },
    availability(node, true),
  ];
  const taken = takeReadings(node, payload, definitions);
  return { ...decoded([...facts, ...taken.facts], taken.rejected), state: next };
}

function decodeDeviceBirth(
  topic: SparkplugTopic,
  payload: SparkplugPayload,
  context: Context,
): SparkplugOutcome {
  const { node, subject } = topic;
  const definitions = definitionsOf(payload.metrics);
  const parent = context.state.sessions.get(nameOf(node));
  const born = { session: parent?.session ?? 0, definitions, seq: undefined, bdSeq: undefined };
  const state = withBirth(context.state, nameOf(subject), born);
  const facts: Fact[] = [
    { type: 'description', device: subject, meta: describe(subject, payload.metrics), parent: node },
    availability(subject, true),
  ];
  const taken = takeReadings(subject, payload, definitions);
  return inSequence(topic, payload, { ...context, state }, parent === undefined, facts, taken);
}

function decodeNodeDeath(
  { node }: SparkplugTopic,
  payload: SparkplugPayload,
  state: SparkplugState,
): SparkplugOutcome {
  const known = state.sessions.get(nameOf(node));
  if (known && isStaleDeath(known.bdSeq, bdSeqOf(payload))) return ignored('outdated');
  return decoded([availability(node, false)]);
}

/** Data, by the definitions of the birth; data of one whose birth we missed by the names that it has. */
function decodeData(topic: SparkplugTopic, payload: SparkplugPayload, context: Context): SparkplugOutcome {
  const { node, subject } = topic;
  const { sessions } = context.state;
  const parent = sessions.get(nameOf(node));
  const own = sessions.get(nameOf(subject));
  const isBorn = own?.session === (parent?.session ?? 0);
  const taken = takeReadings(subject, payload, isBorn ? own.definitions : new Map());
  return inSequence(topic, payload, context, !isBorn || !parent || taken.unknown > 0, [], taken);
}

/** The outcome of a message that has a number in the sequence of its node, with a rebirth asked for after a gap. */
function inSequence(
  { node, command }: SparkplugTopic,
  { seq }: SparkplugPayload,
  { state, now, isLive }: Context,
  isIncomplete: boolean,
  facts: Fact[],
  { facts: readings, rejected: refused }: Taken = { facts: [], rejected: [], unknown: 0 },
): SparkplugOutcome {
  const known = state.sessions.get(nameOf(node));
  const before = known?.seq;
  const isGap = isLive && before !== undefined && seq !== undefined && !isNextSeq(before, seq);
  const requests = isGap || isIncomplete ? [rebirthRequest(command, now)] : [];
  const outcome = decoded([...facts, ...readings], refused, requests);
  if (!known || !isLive || seq === undefined) return { ...outcome, state };
  return { ...outcome, state: { ...state, sessions: state.sessions.with(nameOf(node), { ...known, seq }) } };
}

function decodeHost(host: DeviceKey, message: IncomingMessage, state: SparkplugState): SparkplugOutcome {
  const said = readHostState(message);
  if (!said) return rejected('bad-status');
  const { online, stamp } = said;
  if (stamp === undefined) return decoded([availability(host, online)]);
  if (stamp < (state.hosts.get(nameOf(host)) ?? 0)) return ignored('outdated');
  return {
    ...decoded([availability(host, online)]),
    state: { ...state, hosts: state.hosts.with(nameOf(host), stamp) },
  };
}

/**
 * Whether a host application says that it is there, and when (ms): JSON since 3.0 (6.4.25), of which some write the keys
 * with a capital, and a bare word before.
 */
function readHostState(message: IncomingMessage): { online: boolean; stamp: number | undefined } | undefined {
  const object = message.object();
  const online = object
    ? (own(object, 'online') ?? own(object, 'Online'))
    : readAvailability(message.text() ?? '');
  if (typeof online !== 'boolean') return undefined;
  const stamp = object && (own(object, 'timestamp') ?? own(object, 'Timestamp'));
  return { online, stamp: typeof stamp === 'number' ? stamp : undefined };
}

/** By which a node, device or host is remembered. */
function nameOf({ base, id }: DeviceKey): string {
  return base === '' ? id : `${base}//${id}`;
}

function bdSeqOf({ metrics }: SparkplugPayload): number | undefined {
  const value = metrics.find(({ name }) => name === 'bdSeq')?.value;
  if (value?.kind === 'plain' && typeof value.value === 'number') return value.value & 255;
  return value?.kind === 'integer' ? value.low & 255 : undefined;
}

function availability(device: DeviceKey, online: boolean): Fact {
  return { type: 'availability', device, online };
}
