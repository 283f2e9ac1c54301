import type { DeviceMeta } from '@sensorium/contracts';
import { readAvailability } from '../../availability.js';
import { deviceKey } from '../../device-key.js';
import { isJsonObject, own, without, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DescriptionFact, type DeviceKey } from '../../outcome.js';
import type { DialectOutcome } from '../../dialect.js';
import { valuesOutcome } from '../../readings.js';
import type { Place, Zigbee2MqttState } from './base.js';
import { metricsOf, textOf } from './exposes.js';

type Outcome = DialectOutcome<Zigbee2MqttState>;

/** Devices of one network that are read of a list: Zigbee itself ends far below. */
const LIST_MAX = 2_000;

/** The bridge is a device of its own: the gateway of its network. */
export function bridgeKey(base: string): DeviceKey | undefined {
  return deviceKey('zigbee2mqtt', base, 'bridge');
}

/** Messages below `<base>/bridge`: state, health, the list of devices, and much that is no telemetry. */
export function decodeBridge(
  message: IncomingMessage,
  { base, rest }: Place,
  state: Zigbee2MqttState,
): Outcome {
  const bridge = bridgeKey(base);
  if (!bridge) return rejected('bad-id');
  switch (rest.slice(1).join('/')) {
    case 'state':
      return decodeState(message, bridge);
    case 'info':
      return decodeInfo(message, bridge, { ...state, bases: state.bases.with(base, true) });
    case 'devices':
      return decodeDevices(message, base, bridge, { ...state, bases: state.bases.with(base, true) });
    case 'health':
      return decodeHealth(message, bridge);
    case 'event':
      return decodeEvent(message, base);
    default:
      return ignored(rest[1] === 'request' ? 'command' : 'not-telemetry');
  }
}

function decodeState(message: IncomingMessage, device: DeviceKey): Outcome {
  const online = onlineOf(message);
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** Availability in both of its forms: the bare word, and since 1.17 `{"state":"online"}`. */
export function onlineOf(message: IncomingMessage): boolean | undefined {
  const body = message.object();
  const word = body ? own(body, 'state') : message.text();
  return typeof word === 'string' ? readAvailability(word) : undefined;
}

function decodeInfo(message: IncomingMessage, device: DeviceKey, state: Zigbee2MqttState): Outcome {
  const body = message.object();
  if (!body) return rejected('bad-config');
  const version = textOf(body, 'version');
  const model = `Zigbee2MQTT${version === undefined ? '' : ` ${version}`}`;
  return {
    ...decoded([
      { type: 'description', device, meta: { name: 'Zigbee2MQTT', model, kind: 'gateway' }, mode: 'merge' },
    ]),
    state,
  };
}

/** Load, memory and message counts of the bridge (since 2.3); counts of single devices stay out. */
function decodeHealth(message: IncomingMessage, device: DeviceKey): Outcome {
  const body = message.object();
  if (!body) return rejected('bad-json');
  const values = without(without(body, 'devices'), 'response_time');
  return valuesOutcome(device, values);
}

function decodeEvent(message: IncomingMessage, base: string): Outcome {
  const body = message.object();
  const data = body && own(body, 'data');
  if (!body || own(body, 'type') !== 'device_leave' || !isJsonObject(data)) return ignored('not-telemetry');
  const device = deviceKey('zigbee2mqtt', base, textOf(data, 'friendly_name') ?? '');
  return device ? decoded([{ type: 'removal', device }]) : ignored('not-telemetry');
}

function decodeDevices(
  message: IncomingMessage,
  base: string,
  bridge: DeviceKey,
  state: Zigbee2MqttState,
): Outcome {
  const list = message.json();
  if (!Array.isArray(list)) return message.isEmpty ? ignored('cleared') : rejected('bad-config');
  const facts: DescriptionFact[] = [];
  let { devices } = state;
  for (const one of (list as unknown[]).slice(0, LIST_MAX)) {
    const fact = isJsonObject(one) ? describe(one, base, bridge) : undefined;
    if (!fact) continue;
    facts.push(fact);
    devices = devices.with(`${base}\0${fact.device.id}`, true);
  }
  return { ...decoded(facts), state: { ...state, devices } };
}

/** What the list says of one device; undefined for the coordinator, which is the bridge. */
function describe(entry: JsonObject, base: string, bridge: DeviceKey): DescriptionFact | undefined {
  const id = textOf(entry, 'friendly_name');
  const device = id === undefined ? undefined : deviceKey('zigbee2mqtt', base, id);
  if (!device || own(entry, 'type') === 'Coordinator') return undefined;
  return { type: 'description', device, parent: bridge, meta: metaOf(entry, `${base}/${device.id}`) };
}

function metaOf(entry: JsonObject, topic: string): DeviceMeta {
  const definition = own(entry, 'definition');
  const known = isJsonObject(definition) ? definition : undefined;
  const vendor = (known && textOf(known, 'vendor')) ?? textOf(entry, 'manufacturer');
  const model = (known && textOf(known, 'model')) ?? textOf(entry, 'model_id');
  const metrics = metricsOf(known && own(known, 'exposes'));
  const full = [vendor, model].filter((part) => part !== undefined).join(' ');
  const settable = Object.entries(metrics).filter(([, { settable: is }]) => is === true);
  const properties = Object.fromEntries(settable.map(([name, meta]) => [name, schemaOf(meta)]));
  const params = { type: 'object', properties };
  return {
    ...(full === '' ? {} : { model: full.slice(0, 256) }),
    ...(Object.keys(metrics).length === 0 ? {} : { metrics }),
    ...(settable.length === 0 ? {} : { commands: { set: { params, topic: `${topic}/set`, body: 'json' } } }),
  };
}

/** JSON Schema of one value that can be set. */
function schemaOf({ kind, min, max }: NonNullable<DeviceMeta['metrics']>[string]): object {
  const bounds = {
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  };
  return kind === 'number'
    ? { type: 'number', ...bounds }
    : kind === 'boolean'
      ? { enum: ['ON', 'OFF', true, false] }
      : {};
}
