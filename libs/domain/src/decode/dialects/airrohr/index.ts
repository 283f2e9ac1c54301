import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { isJsonObject, own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { rejected } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { unitsByPattern } from '../../metric-units.js';

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
];

/** The device names itself by the chip that it has: `esp8266id`, `esp32id`, or the id of the portal. */
const IDS = ['esp8266id', 'esp32id', 'sensor_id', 'id'];

function decode(message: IncomingMessage): DialectOutcome<null> {
  const body = message.object();
  const list = body && own(body, 'sensordatavalues');
  if (!body || !Array.isArray(list)) return rejected('bad-record');
  const stated = IDS.map((key) => own(body, key)).find(
    (id) => typeof id === 'string' || typeof id === 'number',
  );
  const device = deviceKey('airrohr', '', String(stated ?? message.topic.path.at(-1)));
  if (!device) return rejected('bad-id');
  const values = (list as unknown[])
    .slice(0, VALUES_MAX)
    .filter(isJsonObject)
    .flatMap((one): [string, unknown][] => {
      const name = own(one, 'value_type');
      return typeof name === 'string' ? [[name, own(one, 'value')]] : [];
    });
  return valuesOutcome(device, Object.fromEntries(values));
}

/** airRohr, the firmware of Sensor.Community: the body that it posts, as bridges hand it on. */
export const airrohr: Dialect<null> = {
  name: 'airrohr',
  title: 'airRohr (Sensor.Community)',
  documentation: 'https://github.com/opendata-stuttgart/meta/wiki/EN-APIs',
  covers: 'lists of value types with their values',
  initial: null,
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims: (message) => {
    const body = message.object();
    return body !== undefined && Array.isArray(own(body, 'sensordatavalues'));
  },
  decode,
  metric: unitsByPattern(UNITS),
};
