import { isStorableName, type DeviceMeta } from '@sensorium/contracts';
import { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readLocalStamp } from '../../stamp.js';
import { meaningsOf } from './kinds.js';

/** What was last said about each device, as JSON. */
type DomoticzState = BoundedMap<string>;
const DEVICES_MAX = 4_096;

/** Stand for a device on mains, and for one without a radio. */
const MAINS = 255;
const NO_RADIO = 12;

/** A device names itself by its `idx`, in what comes out of Domoticz with its type and in orders without. */
function claims(message: IncomingMessage): boolean {
  const body = message.object();
  if (!body || !Number.isSafeInteger(own(body, 'idx'))) return false;
  if (Object.hasOwn(body, 'dtype')) return Object.hasOwn(body, 'nvalue');
  return message.topic.text === 'domoticz/in';
}

function decode(message: IncomingMessage, state: DomoticzState): DialectOutcome<DomoticzState> {
  const body = message.object();
  if (!body) return rejected('bad-json');
  if (!Object.hasOwn(body, 'dtype')) return ignored('command');
  const device = deviceKey('domoticz', baseOf(message), String(own(body, 'idx')));
  if (!device) return rejected('bad-id');
  const localStamp = readLocalStamp(own(body, 'LastUpdate'));
  return described(device, metaOf(body), valuesOutcome(device, valuesOf(body), { localStamp }), state);
}

/** Two servers count their devices alike: the first level of the topic, unless it is the usual one. */
function baseOf({ topic }: IncomingMessage): string {
  const [first = ''] = topic.path;
  return first === 'domoticz' ? '' : first;
}

/** The signal is a level from 0 to 11, no dBm. */
function valuesOf(body: JsonObject): JsonObject {
  const values = Object.entries(body).filter(([key]) => /^(?:nvalue|svalue\d{1,2}|Level)$/.test(key));
  const battery = own(body, 'Battery');
  const signal = own(body, 'RSSI');
  return {
    ...Object.fromEntries(values),
    ...(typeof battery === 'number' && battery < MAINS && { Battery: battery }),
    ...(typeof signal === 'number' && signal < NO_RADIO && { signalLevel: signal }),
  };
}

function metaOf(body: JsonObject): DeviceMeta {
  const [name, type, subtype] = ['name', 'dtype', 'stype'].map((key) => {
    const value = own(body, key);
    return typeof value === 'string' && isStorableName(value) ? value : '';
  }) as [string, string, string];
  const model = [type, subtype].filter((part) => part !== '').join(' / ');
  const metrics = meaningsOf(type, subtype);
  return {
    ...(name !== '' && { name }),
    ...(model !== '' && { model }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
  };
}

function described(
  device: DeviceKey,
  meta: DeviceMeta,
  outcome: DialectOutcome<never>,
  state: DomoticzState,
): DialectOutcome<DomoticzState> {
  const said = JSON.stringify(meta);
  const name = `${device.base}\0${device.id}`;
  if (outcome.kind === 'rejected' || said === '{}' || state.get(name) === said) return outcome;
  const description: Fact = { type: 'description', device, meta, mode: 'merge' };
  const { facts, rejected: refused } = outcome.kind === 'facts' ? outcome : decoded([]);
  return { ...decoded([description, ...facts], refused), state: state.with(name, said) };
}

/** Domoticz: all devices on one topic, told apart by their `idx`. */
export const domoticz: Dialect<DomoticzState> = {
  name: 'domoticz',
  title: 'Domoticz',
  documentation: 'https://wiki.domoticz.com/MQTT',
  covers: 'devices by their idx: values with the meaning of their type, battery, names; any topic',
  initial: BoundedMap.empty<string>(DEVICES_MAX),
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims,
  decode,
};
