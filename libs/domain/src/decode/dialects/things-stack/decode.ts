import type { DeviceMeta } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import type { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { bestReception, coordinatesOf } from '../../lorawan.js';
import { decoded, ignored, rejected, type DeviceKey, type Fact } from '../../outcome.js';
import { readingsOutcome, valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { takeReadings } from '../generic/take.js';
import { readNormalized, withUnits } from './normalized.js';
import { decodeVersion2, isVersion2 } from './version2.js';

/** What was last said about each device, as JSON, so that it is said again only when it changed. */
export type ThingsStackState = BoundedMap<string>;

type ThingsStackOutcome = DialectOutcome<ThingsStackState>;

/** `v3/<application>[@<tenant>]/devices/<device>/<what happened>`; undefined for any other topic. */
export function readTopic({ levels }: Topic): { application: string; id: string; event: string } | undefined {
  const [version, application = '', devices, id = '', ...event] = levels;
  if (version !== 'v3' || devices !== 'devices' || application === '' || id === '') return undefined;
  return event.length > 0 && event.length < 3 ? { application, id, event: event.join('/') } : undefined;
}

/** A message of The Things Stack on any topic: one that names its end device in its own way. */
export function isUplink(message: IncomingMessage): boolean {
  const body = bodyOf(message);
  if (!body) return false;
  return (uplinkOf(body) !== undefined && idsOf(body) !== undefined) || isVersion2(body);
}

/** The message of an end device: as it is, or as `data` of an event or `result` of the storage integration. */
function bodyOf(message: IncomingMessage): JsonObject | undefined {
  const body = message.object();
  if (!body || Object.hasOwn(body, 'end_device_ids')) return body;
  const inner = own(body, 'data') ?? own(body, 'result');
  return isJsonObject(inner) && Object.hasOwn(inner, 'end_device_ids') ? inner : body;
}

/** As it came, or (on `up/normalized`) in the words that are the same for all devices. */
function uplinkOf(body: JsonObject): JsonObject | undefined {
  const uplink = own(body, 'uplink_message') ?? own(body, 'uplink_normalized');
  return isJsonObject(uplink) ? uplink : undefined;
}

export function decodeThingsStack(
  message: IncomingMessage,
  state: ThingsStackState,
  now: Micros,
): ThingsStackOutcome {
  if (message.isEmpty) return ignored('cleared');
  const topic = readTopic(message.topic);
  if (topic?.event.startsWith('down/') === true) return ignored('command');
  const body = bodyOf(message);
  if (!body) return rejected('bad-json');
  if (!topic && isVersion2(body)) return decodeVersion2(body);
  const named = topic ?? idsOf(body);
  const device = named && deviceKey('things-stack', named.application, named.id);
  if (!device) return rejected('bad-id');
  const uplink = uplinkOf(body);
  if (uplink) return decodeUplink(device, { body, uplink, now }, state);
  const solved = own(body, 'location_solved');
  if (!isJsonObject(solved)) return ignored('metadata');
  const location = coordinatesOf(own(solved, 'location'));
  return valuesOutcome(device, location, { stamp: readStamp(own(body, 'received_at')) });
}

function idsOf(body: JsonObject): { application: string; id: string } | undefined {
  const ids = own(body, 'end_device_ids');
  const id = isJsonObject(ids) ? own(ids, 'device_id') : undefined;
  if (!isJsonObject(ids) || typeof id !== 'string') return undefined;
  const applications = own(ids, 'application_ids');
  const application = isJsonObject(applications) ? own(applications, 'application_id') : undefined;
  return { application: typeof application === 'string' ? application : '', id };
}

function decodeUplink(
  device: DeviceKey,
  { body, uplink, now }: { body: JsonObject; uplink: JsonObject; now: Micros },
  state: ThingsStackState,
): ThingsStackOutcome {
  const stamp = readStamp(own(uplink, 'received_at')) ?? readStamp(own(body, 'received_at'));
  const outcome = measured(device, uplink, { stamp, now });
  const meta = metaOf(body, uplink);
  const said = JSON.stringify(meta);
  const name = `${device.base}/${device.id}`;
  if (outcome.kind === 'rejected' || said === '{}' || state.get(name) === said) return outcome;
  const description: Fact = { type: 'description', device, meta, mode: 'merge' };
  const { facts, rejected: refused } = outcome.kind === 'facts' ? outcome : decoded([]);
  return { ...decoded([description, ...facts], refused), state: state.with(name, said) };
}

/** What the payload formatter made of the payload; what it made the same for all devices only where that is all. */
function measured(
  device: DeviceKey,
  uplink: JsonObject,
  { stamp, now }: { stamp: Micros | undefined; now: Micros },
): ThingsStackOutcome {
  const radio = { ...bestReception(own(uplink, 'rx_metadata')), ...batteryOf(uplink) };
  const payload = own(uplink, 'decoded_payload');
  // What a formatter makes may have times of its own, such as records that the device had kept.
  if (isJsonObject(payload)) return takeReadings(device, { ...radio, ...payload }, now, { when: { stamp } });
  if (Array.isArray(payload)) return takeReadings(device, payload, now, { when: { stamp } });
  const normalized = readNormalized(own(uplink, 'normalized_payload'), stamp);
  if (normalized.length === 0) return valuesOutcome(device, radio, { stamp });
  return withUnits(readingsOutcome(device, [{ values: radio, stamp, badStamp: undefined }, ...normalized]));
}

/** The battery as the device last told the network, which is with every uplink. */
function batteryOf(uplink: JsonObject): JsonObject {
  const battery = own(uplink, 'last_battery_percentage');
  const value = isJsonObject(battery) ? own(battery, 'value') : undefined;
  return typeof value === 'number' ? { battery_percentage: value } : {};
}

function metaOf(body: JsonObject, uplink: JsonObject): DeviceMeta {
  const ids = own(uplink, 'version_ids');
  const model = isJsonObject(ids)
    ? [own(ids, 'brand_id'), own(ids, 'model_id')].filter((part) => typeof part === 'string').join(' ')
    : '';
  const application = idsOf(body)?.application ?? '';
  const location = locationOf(own(uplink, 'locations'));
  return {
    ...(model !== '' && { model: model.slice(0, 256) }),
    ...(application !== '' && { labels: { application: application.slice(0, 256) } }),
    ...(location && { location }),
  };
}

/** Where somebody registered the device to be (`locations.user`). */
function locationOf(locations: unknown): { lat: number; lon: number } | undefined {
  const user = isJsonObject(locations) ? own(locations, 'user') : undefined;
  const { latitude: lat, longitude: lon } = coordinatesOf(user);
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}
