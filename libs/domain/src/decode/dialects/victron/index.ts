import type { DeviceMeta } from '@sensorium/contracts';
import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { isJsonObject, own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { unitsByPattern } from '../../metric-units.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';

/** Units by the end of a D-Bus path, where its name does not say it (Venus OS wiki, "dbus"). */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)TimeToGo$/, 's'],
  [/^Level$/, '%'],
  [/(?:^|\.)Energy\.\w+$/, 'kWh'],
  [/(?:^|\.)Yield\.(?:User|System)$/, 'kWh'],
  [/(?:^|\.)History\.Daily\.\d+\.Yield$/, 'kWh'],
  [/(?:^|\.)(?:[ID]n|Out|Dc|Ac)(?:\.\w+)*\.V$/, 'V'],
  [/(?:^|\.)(?:[ID]n|Out|Dc|Ac)(?:\.\w+)*\.I$/, 'A'],
  [/(?:^|\.)(?:[ID]n|Out|Dc|Ac)(?:\.\w+)*\.P$/, 'W'],
  [/(?:^|\.)(?:[ID]n|Out|Dc|Ac)(?:\.\w+)*\.F$/, 'Hz'],
];

/** Texts that describe a device. */
const ABOUT = new Map<string, 'name' | 'model'>([
  ['CustomName', 'name'],
  ['ProductName', 'model'],
]);

/** Topics of the installation that say no more than that it is there. */
const SIGNS = /^(?:heartbeat|keepalive|full_publish_completed)$/;

interface Place {
  device: DeviceKey | undefined;
  metric: string;
  isOrder: boolean;
}

/**
 * `N/<portal>/<service>/<instance>/<path>`; `R` and `W` in place of `N` are requests. Undefined for any other topic;
 * without a
 * device for signs of life.
 */
function placeOf({ path }: Topic): Place | undefined {
  const [kind = '', portal = '', service = '', instance = '', ...rest] = path;
  if (!/^[NRW]$/.test(kind) || !/^[0-9a-z]{6,32}$/i.test(portal)) return undefined;
  const isOrder = kind !== 'N';
  if (path.length === 3 && SIGNS.test(service)) return { device: undefined, metric: service, isOrder };
  if (rest.length === 0 || !/^\d{1,5}$/.test(instance) || !/^[a-z]\w*$/.test(service)) return undefined;
  return { device: deviceKey('victron', portal, `${service}/${instance}`), metric: rest.join('.'), isOrder };
}

/** All that Venus OS publishes is an object with the value; its requests may have no body. */
function claims(message: IncomingMessage): boolean {
  const body = message.object();
  if (body) return Object.hasOwn(body, 'value') || placeOf(message.topic)?.device === undefined;
  return placeOf(message.topic)?.isOrder === true;
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const place = placeOf(message.topic);
  if (!place) return rejected('bad-topic');
  if (place.isOrder) return ignored('command');
  if (!place.device) return ignored('metadata');
  const body = message.object();
  if (!body) return rejected('bad-json');
  return ofValue(place.device, place.metric, own(body, 'value'));
}

function ofValue(device: DeviceKey, metric: string, value: unknown): DialectOutcome<null> {
  const about = ABOUT.get(metric);
  if (about && typeof value === 'string') {
    const meta: DeviceMeta = value.trim() === '' ? {} : { [about]: value.trim().slice(0, 256) };
    return decoded([{ type: 'description', device, meta, mode: 'merge' }]);
  }
  // An empty list stands for a value that is not known.
  if (Array.isArray(value)) return value.length === 0 ? ignored('only-nulls') : ignored('not-telemetry');
  if (isJsonObject(value)) return valuesOutcome(device, { [metric]: value });
  return bareOutcome(device, metric, value ?? null);
}

/** Victron Venus OS (Cerbo GX and others): what its devices say on D-Bus, through its MQTT broker. */
export const victron: Dialect<null> = {
  name: 'victron',
  title: 'Victron Venus OS',
  documentation: 'https://github.com/victronenergy/dbus-flashmq',
  covers: 'values of batteries, inverters, chargers, meters and the system by their D-Bus path, names',
  initial: null,
  topics: (topic) => placeOf(topic) !== undefined,
  claims,
  decode,
  metric: unitsByPattern(UNITS),
};
