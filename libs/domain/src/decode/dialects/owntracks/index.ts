import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { valuesOutcome } from '../../readings.js';
import { readStamp } from '../../stamp.js';
import type { Topic } from '../../topic.js';
import { unitsByName } from '../../metric-units.js';

/** What a message says of itself, its other times, and lists. */
const ABOUT = new Set([
  '_type',
  '_id',
  'tid',
  'tst',
  'wtst',
  'created_at',
  'topic',
  'inregions',
  'inrids',
  'rid',
  'BSSID',
  'SSID',
  't',
  'm',
  'isotst',
  'disptst',
  'image',
  'imagename',
  'motionactivities',
  'from',
  'to',
  // Of vehicle trackers (documentation, "Queclink").
  'sent',
  'imei',
  'vin',
  'mcc',
  'mnc',
  'lac',
  'cid',
  'rit',
  'rty',
  'count',
  'counter',
  'raw_line',
  // Of beacons.
  'uuid',
  'major',
  'minor',
]);

const UNITS = new Map<string, string>([
  ['lat', '°'],
  ['lon', '°'],
  ['acc', 'm'],
  ['vac', 'm'],
  ['alt', 'm'],
  ['rad', 'm'],
  ['vel', 'km/h'],
  ['cog', '°'],
  ['batt', '%'],
  ['p', 'kPa'],
  ['distance', 'm'],
  ['dist', 'm'],
  ['trip', 'm'],
  ['odometer', 'km'],
  ['hmc', 's'],
  ['don', 's'],
  ['doff', 's'],
  ['ubatt', 'V'],
  ['uext', 'V'],
  ['aiv', 'V'],
  ['rpm', 'rpm'],
  ['flvl', '%'],
]);

/** Kinds that hold a place or what is measured there; cards, lists and orders do not. */
const TOLD = new Set(['location', 'transition', 'steps', 'beacon']);

/** Levels behind `<user>/<device>` that say what kind of message it is. */
const KINDS = new Set(['event', 'step', 'beacon', 'waypoint', 'waypoints', 'info', 'cmd', 'dump', 'status']);

/** `owntracks/<user>/<device>`, with what kind of message it is behind it; below another base the last two levels. */
function deviceOf({ path }: Topic): string {
  const at = path.indexOf('owntracks');
  if (at >= 0 && path.length >= at + 3) return path.slice(at + 1, at + 3).join('/');
  return path
    .slice(0, KINDS.has(path.at(-1) ?? '') ? -1 : undefined)
    .slice(-2)
    .join('/');
}

function isNamed({ path }: Topic): boolean {
  const at = path.indexOf('owntracks');
  return at >= 0 && path.length >= at + 3;
}

/** Kinds of messages that the documentation names. */
const TYPES = new Set([...TOLD, 'lwt', 'waypoint', 'waypoints', 'card', 'cmd', 'encrypted', 'status']);

function claims(message: IncomingMessage): boolean {
  if (isNamed(message.topic)) return true;
  const type = own(message.object() ?? {}, '_type');
  return typeof type === 'string' && TYPES.has(type);
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const device = deviceKey('owntracks', '', deviceOf(message.topic));
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.object();
  if (!body) return rejected('bad-json');
  const type = own(body, '_type');
  if (type === 'lwt') return decoded([{ type: 'availability', device, online: false }]);
  if (type === 'encrypted' || typeof type !== 'string') return ignored('not-telemetry');
  if (type === 'cmd') return ignored('command');
  if (type === 'card') return named(device, own(body, 'name'));
  if (!TOLD.has(type)) return ignored('metadata');
  const values = Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT.has(name)));
  // What is told of a beacon has names of which the phone's own are others.
  const told = type === 'beacon' ? { beacon: values } : values;
  return valuesOutcome(device, told, { stamp: readStamp(own(body, 'tst')) });
}

/** A card has the name of who carries the phone. */
function named(device: DeviceKey, name: unknown): DialectOutcome<null> {
  if (typeof name !== 'string' || name === '') return ignored('metadata');
  return decoded([{ type: 'description', device, meta: { name: name.slice(0, 256) }, mode: 'merge' }]);
}

/** OwnTracks: places of phones. */
export const owntracks: Dialect<null> = {
  name: 'owntracks',
  title: 'OwnTracks',
  documentation: 'https://owntracks.org/booklet/tech/json/',
  covers: 'locations, transitions and steps of a phone, last will, name; other base topics by their content',
  initial: null,
  topics: ({ path }) => path.length >= 2 && !(path[0] ?? '').startsWith('$'),
  claims,
  decode,
  metric: unitsByName(UNITS),
};
