import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { rejected, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readLocalStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { unitsByPattern } from '../../metric-units.js';
import { objectDevice } from '../generic/topic.js';

/** Values of one message. */
const VALUES_MAX = 200;

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|_)P[0124]$/, 'µg/m³'],
  [/(?:^|_)N(?:0?5|1|10|25|4)$/, '1/cm³'],
  [/temperature$/i, '°C'],
  [/humidity$/i, '%'],
  [/pressure(?:_at_sealevel)?$/i, 'Pa'],
  [/^signal$/, 'dBm'],
  [/^(?:min|max)_micro$/, 'µs'],
  [/noise_LA/i, 'dBA'],
  [/_TS$/, 'µm'],
  [/^interval$/, 'ms'],
  [/(?:^|_)GPS_(?:lat|lon)$/, '°'],
  [/(?:^|_)(?:GPS_)?(?:height|altitude)$/, 'm'],
];

/** The device names itself by the chip that it has, in what it posts; `id` is what some bridges call it. */
const IDS = ['esp8266id', 'esp32id', 'sensor_id', 'id'];

function decode(message: IncomingMessage): DialectOutcome<null> {
  const body = message.object();
  const list = body && own(body, 'sensordatavalues');
  if (!body || !Array.isArray(list)) return rejected('bad-record');
  const device = deviceOf(body, message.topic);
  if (!device) return rejected('bad-id');
  const values = (list as unknown[]).slice(0, VALUES_MAX).filter(isJsonObject).flatMap(readPair);
  return valuesOutcome(device, Object.fromEntries(values), { stamp: stampOf(body) });
}

/**
 * By its own name; in answers of the portal, where `id` is that of the record, by that of its sensor; else by the topic
 * without a trailing word such as `data`.
 */
function deviceOf(body: JsonObject, topic: Topic): DeviceKey | undefined {
  const sensor = own(body, 'sensor');
  const names = isJsonObject(sensor) ? [own(sensor, 'id')] : IDS.map((key) => own(body, key));
  const stated = names.find((id) => typeof id === 'string' || typeof id === 'number');
  const id = stated === undefined ? objectDevice(topic.path)?.id : String(stated);
  return id === undefined ? undefined : deviceKey('airrohr', '', id);
}

/** The portal writes UTC without a zone; devices write none and send at once. */
function stampOf(body: JsonObject): number | undefined {
  return isJsonObject(own(body, 'sensor')) ? readLocalStamp(own(body, 'timestamp')) : undefined;
}

/** Early versions wrote the unit behind the signal; an empty text is a sensor that did not answer. */
function readPair(one: JsonObject): [string, unknown][] {
  const name = own(one, 'value_type');
  const value = own(one, 'value');
  if (typeof name !== 'string' || value === '') return [];
  return [[name, typeof value === 'string' ? value.replace(/ dBm$/, '') : value]];
}

/** airRohr, the firmware of Sensor.Community: the body that it posts, as bridges hand it on. */
export const airrohr: Dialect<null> = {
  name: 'airrohr',
  title: 'airRohr (Sensor.Community)',
  documentation: 'https://github.com/opendata-stuttgart/meta/wiki/EN-APIs',
  covers: 'lists of value types with their values, as devices post them and as the portal hands them on',
  initial: null,
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims: (message) => {
    const body = message.object();
    return body !== undefined && Array.isArray(own(body, 'sensordatavalues'));
  },
  decode,
  metric: unitsByPattern(UNITS),
};
