import { deviceKey } from '../../device-key.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import { decoded, type Decoded, type DeviceKey, type Fact } from '../../outcome.js';
import { readingsOf } from './sensors.js';

/** Devices that one message of a bridge may hold. */
const DEVICES_MAX = 64;

const TEXT_MAX = 128;

/** Members that say which device it is and of which make. */
const NO_VALUES = new Set([
  'Device',
  'Name',
  'Endpoint',
  'Endpoints',
  'Group',
  'Cluster',
  'Read',
  'ReadNames',
  'Config',
  'IEEEAddr',
  'ModelId',
  'Manufacturer',
]);

/** Commands as they came, by their number: `0500<00`, `0006!01`. */
const RAW_COMMAND = /^[0-9A-F]{4}[<!]/;

/**
 * What a Zigbee bridge heard or knows (documentation, "Zigbee2Tasmota"): `{"ZbReceived":{"0x1234":{"Device","Name",…}}}`,
 * and the same under `ZbInfo`. Each is a device of its own; the bridge is its gateway. Undefined if there is none.
 */
export function zigbeeDevices(topic: DeviceKey, body: JsonObject): Decoded | undefined {
  const received = own(body, 'ZbReceived') ?? own(body, 'ZbInfo');
  return isJsonObject(received) ? devicesOf(topic, received) : undefined;
}

/** The same on a topic of its own, `…/ZbReceived` (SetOption118), with the address or without it (SetOption119). */
export function zigbeeMessage(topic: DeviceKey, body: JsonObject): Decoded {
  const address = own(body, 'Device');
  return devicesOf(topic, typeof address === 'string' ? Object.fromEntries([[address, body]]) : body);
}

function devicesOf(topic: DeviceKey, received: JsonObject): Decoded {
  const facts = Object.entries(received)
    .slice(0, DEVICES_MAX)
    .flatMap(([address, values]) => (isJsonObject(values) ? factsOf(topic, address, values) : []));
  return decoded(facts);
}

function factsOf(topic: DeviceKey, address: string, values: JsonObject): Fact[] {
  const name = textOf(values, 'Name') ?? address;
  const short = textOf(values, 'Device') ?? address;
  const parent = bridgeOf(topic, [name, address, short, short.replace(/^0x/i, '')]);
  const device = deviceKey('tasmota', parent.id, name);
  if (!device) return [];
  const kept = Object.entries(values)
    .filter(([key]) => !NO_VALUES.has(key) && !RAW_COMMAND.test(key))
    .map(([key, value]): [string, unknown] => [key, key === 'Power' ? switched(value) : value]);
  const outcome = readingsOf(device, Object.fromEntries(kept));
  if (outcome.kind !== 'facts') return [];
  const model = [textOf(values, 'Manufacturer'), textOf(values, 'ModelId')]
    .filter((one) => one !== undefined)
    .join(' ');
  const meta = model === '' ? {} : { model };
  return [...outcome.facts.map(withoutScale), { type: 'description', device, meta, mode: 'merge', parent }];
}

/** Each device may have a topic of its own below that of its bridge (SetOption89), by its name or its address. */
function bridgeOf(topic: DeviceKey, names: readonly string[]): DeviceKey {
  const at = topic.id.lastIndexOf('/');
  if (at < 0 || !names.includes(topic.id.slice(at + 1))) return topic;
  return deviceKey(topic.dialect, topic.base, topic.id.slice(0, at)) ?? topic;
}

/** `Power` of a Zigbee device is its switch, in numbers. */
function switched(value: unknown): unknown {
  return value === 0 || value === 1 ? value === 1 : value;
}

/** `Dimmer` of a Zigbee device goes to 254, and its `Power` is no quantity. */
function withoutScale(fact: Fact): Fact {
  if (fact.type !== 'readings') return fact;
  const units = fact.metrics.map((metric, place) =>
    metric === 'Dimmer' || metric === 'Power' ? undefined : fact.units?.[place],
  );
  return { ...fact, units };
}

function textOf(values: JsonObject, key: string): string | undefined {
  const value = own(values, key);
  return typeof value === 'string' && value !== '' ? value.slice(0, TEXT_MAX) : undefined;
}
