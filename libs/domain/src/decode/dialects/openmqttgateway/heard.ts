import { deviceKey } from '../../device-key.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import {
  ignored,
  rejected,
  type Decoded,
  type DescriptionFact,
  type DeviceKey,
  type Ignored,
  type Rejected,
} from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { measuredIn } from '../rtl-433/event.js';
import { measured, unitsOf } from './properties.js';
import { addressOf, type Place } from './topic.js';

type Outcome = Decoded | Ignored | Rejected;

/** Modules that tell about the gateway or its settings. */
const OWN = new Set(['SYS']);
const SETTINGS = new Set(['WebUI', 'RLS', 'LOG']);

/** Sensors at the gateway's own pins: two gateways have one of the same name. */
const WIRED = new Set(['CLIMA']);

const RADIO = 'RTL_433';

/** Whose values a message has, and by which names. */
interface Subject {
  device: string;
  prefix: string;
}

/** Decodes what a gateway says that it heard. */
export function decodeHeard(message: IncomingMessage, place: Place): Outcome {
  if (message.isEmpty) return ignored('cleared');
  if (SETTINGS.has(place.module)) return ignored('metadata');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (body.kind === 'bare') return bare(place, body.value);
  const object = message.object();
  if (!object) return ignored('not-telemetry');
  const { device: id, prefix } = subjectOf(place, object);
  const device = keyOf(id);
  if (!device) return rejected('bad-id');
  const values = place.module === RADIO ? measuredIn(object) : measured(object);
  const outcome = readings(device, object, prefix === '' ? values : { [prefix]: values });
  return id === place.gateway ? outcome : withDescription(outcome, device, object);
}

/** `<base>/home_presence/<gateway>`: one topic for all devices, which stand in the message. */
export function decodePresence(message: IncomingMessage): Outcome {
  const object = message.object();
  const device = keyOf(addressOf(object && own(object, 'id')) ?? '');
  return object && device ? readings(device, object, measured(object)) : rejected('bad-id');
}

function subjectOf({ gateway, module, rest }: Place, body: JsonObject): Subject {
  if (WIRED.has(module)) return { device: gateway, prefix: rest.join('.') };
  const named = rest.join('/');
  const address =
    module === 'BT' && rest.length < 2 && !isAddress(named) ? addressOf(own(body, 'id')) : undefined;
  if (address !== undefined) return { device: address, prefix: '' };
  return { device: named === '' || OWN.has(module) ? gateway : named, prefix: '' };
}

/** A MAC without colons, or the UUID of a beacon. */
function isAddress(level: string): boolean {
  return /^[0-9A-F-]{12,36}$/i.test(level);
}

/** One value on a topic of its own: of the device before it, or of the gateway. */
function bare({ gateway, rest }: Place, value: unknown): Outcome {
  const last = rest.at(-1) ?? '';
  const isDevice = rest.length === 1 && isAddress(last);
  const id = isDevice ? last : rest.length > 1 ? rest.slice(0, -1).join('/') : gateway;
  const device = keyOf(id);
  return device ? bareOutcome(device, isDevice || last === '' ? 'value' : last, value) : rejected('bad-id');
}

function keyOf(id: string): DeviceKey | undefined {
  return deviceKey('openmqttgateway', '', id);
}

function readings(device: DeviceKey, body: JsonObject, values: JsonObject): Outcome {
  const outcome = valuesOutcome(device, values);
  if (outcome.kind !== 'facts') return outcome;
  const facts = outcome.facts.map((fact) => {
    const units = fact.type === 'readings' ? unitsOf(body, fact.metrics) : undefined;
    return units ? { ...fact, units } : fact;
  });
  return { ...outcome, facts: facts };
}

/** Several gateways may hear one sensor: none of them is its parent. */
function withDescription(outcome: Outcome, device: DeviceKey, body: JsonObject): Outcome {
  if (outcome.kind !== 'facts') return outcome;
  const model = [wordOf(body, 'brand'), wordOf(body, 'model')].filter((part) => part !== undefined).join(' ');
  const name = wordOf(body, 'name');
  const meta = { ...(model === '' ? {} : { model }), ...(name === undefined ? {} : { name }) };
  const fact: DescriptionFact = { type: 'description', device, meta, mode: 'merge' };
  return { ...outcome, facts: [...outcome.facts, fact] };
}

function wordOf(body: JsonObject, key: string): string | undefined {
  const value = own(body, key);
  return typeof value === 'string' && value !== '' ? value.slice(0, 128) : undefined;
}
