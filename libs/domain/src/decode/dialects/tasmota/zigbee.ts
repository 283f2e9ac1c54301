import { deviceKey } from '../../device-key.js';
import { isJsonObject, own, without, type JsonObject } from '../../envelope.js';
import { decoded, type Decoded, type DeviceKey, type Fact } from '../../outcome.js';
import { readingsOf } from './sensors.js';

/** Devices that one message of a bridge may hold. */
const DEVICES_MAX = 64;

/**
 * What a Zigbee bridge heard (documentation, "Zigbee2Tasmota"): `{"ZbReceived":{"0x1234":{"Device","Name",…}}}`. Each is a
 * device of its own, by its name, else by its short address; the bridge is its gateway. Undefined if there is none.
 */
export function zigbeeDevices(bridge: DeviceKey, body: JsonObject): Decoded | undefined {
  const received = own(body, 'ZbReceived');
  if (!isJsonObject(received)) return undefined;
  const facts = Object.entries(received)
    .slice(0, DEVICES_MAX)
    .flatMap(([address, values]) => (isJsonObject(values) ? factsOf(bridge, address, values) : []));
  return decoded(facts);
}

function factsOf(bridge: DeviceKey, address: string, values: JsonObject): Fact[] {
  const name = own(values, 'Name');
  const device = deviceKey('tasmota', bridge.id, typeof name === 'string' && name !== '' ? name : address);
  if (!device) return [];
  const outcome = readingsOf(device, without(without(without(values, 'Name'), 'Device'), 'Endpoint'));
  if (outcome.kind !== 'facts') return [];
  return [...outcome.facts, { type: 'description', device, meta: {}, mode: 'merge', parent: bridge }];
}
