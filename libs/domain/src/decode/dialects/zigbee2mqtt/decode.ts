import { readAvailability, readSwitch } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import {
  decoded,
  ignored,
  rejected,
  type DeviceKey,
  type Fact,
  type RawValue,
  type ReadingsFact,
} from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import { knownPlace, placeByContent, type Place, type Zigbee2MqttState } from './base.js';
import { bridgeKey, decodeBridge, onlineOf } from './bridge.js';

type Outcome = DialectOutcome<Zigbee2MqttState>;

/** A coin cell is told in mV, a mains socket in V. */
const VOLTS_BELOW = 500;

/** Voltages without a unit of their own. */
const VOLTAGES = new Set(['voltage', 'battery_voltage']);

/** Members that say when, or of which make the device is (`include_device_information`), not what it measures. */
const NO_VALUES = new Set(['last_seen', 'elapsed', 'device']);

/** Of a firmware update, what changes while it runs; versions are numbers that nobody charts. */
const OF_UPDATE = new Set(['state', 'progress', 'remaining']);

/** Decodes one message of a network: of its bridge, of a device, or meant for one. */
export function decodeZigbee2Mqtt(message: IncomingMessage, state: Zigbee2MqttState): Outcome {
  const place = knownPlace(message.topic, state) ?? placeByContent(message);
  if (!place) return rejected('bad-topic');
  if (place.rest[0] === 'bridge') return decodeBridge(message, place, state);
  if (message.isEmpty) return ignored('cleared');
  const last = place.rest.at(-1);
  if (place.rest.length > 1 && (last === 'set' || last === 'get')) return ignored('command');
  if (place.rest.length > 2 && place.rest.at(-2) === 'set') return ignored('command');
  const fact = place.rest.length > 1 && last === 'availability' ? availability(message, place) : undefined;
  return fact ?? readings(message, place, state);
}

function availability(message: IncomingMessage, { base, rest }: Place): Outcome {
  const device = deviceKey('zigbee2mqtt', base, rest.slice(0, -1).join('/'));
  const online = onlineOf(message);
  if (!device) return rejected('bad-id');
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** A device's values: as one object, or one by one below its name (`output: attribute`). */
function readings(message: IncomingMessage, place: Place, state: Zigbee2MqttState): Outcome {
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  if (isJsonObject(body.value)) return ofObject(body.value, place, state);
  if (body.kind === 'json') return ignored('not-telemetry');
  const isOwn = place.rest.length > 1;
  const device = deviceKey('zigbee2mqtt', place.base, place.rest.slice(0, isOwn ? -1 : 1).join('/'));
  if (!device) return rejected('bad-id');
  const online = isOwn ? undefined : readAvailability(String(body.value));
  if (online !== undefined) return decoded([{ type: 'availability', device, online }]);
  const metric = isOwn ? (place.rest.at(-1) ?? '') : 'value';
  if (!isValue(metric)) return ignored('metadata');
  const outcome = bareOutcome(device, metric, switched(body.value));
  return outcome.kind === 'facts' ? { ...outcome, facts: outcome.facts.map(withUnits) } : outcome;
}

/** Of values one by one, those of an object in the object have its name before theirs: `update-state`. */
function isValue(metric: string): boolean {
  const [outer = '', inner] = metric.split('-', 2);
  if (inner === undefined) return !NO_VALUES.has(metric);
  return outer === 'update' ? OF_UPDATE.has(inner) : !NO_VALUES.has(outer);
}

function ofObject(body: JsonObject, { base, rest }: Place, state: Zigbee2MqttState): Outcome {
  const device = deviceKey('zigbee2mqtt', base, rest.join('/'));
  if (!device) return rejected('bad-id');
  const values = Object.fromEntries(
    Object.entries(body)
      .filter(([name, value]) => !NO_VALUES.has(name) && value !== '')
      .map(([name, value]) => [name, name === 'update' ? ofUpdate(value) : switched(value)]),
  );
  const stamp = readStamp(own(body, 'last_seen'));
  const outcome = valuesOutcome(device, values, { stamp });
  if (outcome.kind !== 'facts') return outcome;
  return withParent({ ...outcome, facts: outcome.facts.map(withUnits) }, device, base, state);
}

/** The first message of a device that no list has named says to which bridge it belongs. */
function withParent(
  outcome: ReturnType<typeof decoded>,
  device: DeviceKey,
  base: string,
  state: Zigbee2MqttState,
): Outcome {
  const name = `${base}\0${device.id}`;
  if (state.devices.has(name)) return outcome;
  const parent = bridgeKey(base);
  const fact: Fact = { type: 'description', device, meta: {}, mode: 'merge', parent };
  return {
    ...outcome,
    facts: [...outcome.facts, fact],
    state: { ...state, devices: state.devices.with(name, true) },
  };
}

function ofUpdate(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => OF_UPDATE.has(name)));
}

/** `voltage` has no unit of its own: its size tells which. */
function withUnits(fact: Fact): Fact {
  if (fact.type !== 'readings' || !fact.metrics.some((metric) => VOLTAGES.has(metric))) return fact;
  return { ...fact, units: unitsOf(fact) };
}

function unitsOf({ metrics, values }: ReadingsFact): (string | undefined)[] {
  return metrics.map((metric, place) => (VOLTAGES.has(metric) ? voltageUnit(values[place]) : undefined));
}

function voltageUnit(value: RawValue | undefined): string {
  return Math.abs(Number(value)) >= VOLTS_BELOW ? 'mV' : 'V';
}

/** ON and OFF, as Zigbee2MQTT writes them, are a switch; `on` in small letters is a mode among others. */
function switched(value: unknown): unknown {
  return value === 'ON' || value === 'OFF' ? readSwitch(value) : value;
}
