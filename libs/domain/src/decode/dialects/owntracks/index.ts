import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected } from '../../outcome.js';
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
]);

/** Kinds that hold a place or what is measured there; cards, lists and orders do not. */
const TOLD = new Set(['location', 'transition', 'steps', 'beacon']);

/** `owntracks/<user>/<device>`, with what kind of message it is behind it. */
function deviceOf({ path }: Topic): string | undefined {
  const at = path.indexOf('owntracks');
  return at < 0 || path.length < at + 3 ? undefined : path.slice(at + 1, at + 3).join('/');
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const device = deviceKey('owntracks', '', deviceOf(message.topic) ?? '');
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.object();
  if (!body) return rejected('bad-json');
  const type = own(body, '_type');
  if (type === 'lwt') return decoded([{ type: 'availability', device, online: false }]);
  if (type === 'encrypted' || typeof type !== 'string') return ignored('not-telemetry');
  if (type === 'cmd') return ignored('command');
  if (!TOLD.has(type)) return ignored('metadata');
  const values = Object.fromEntries(Object.entries(body).filter(([name]) => !ABOUT.has(name)));
  return valuesOutcome(device, values, { stamp: readStamp(own(body, 'tst')) });
}

/** OwnTracks: places of phones. */
export const owntracks: Dialect<null> = {
  name: 'owntracks',
  title: 'OwnTracks',
  documentation: 'https://owntracks.org/booklet/tech/json/',
  covers: 'locations, transitions and steps of a phone, last will',
  initial: null,
  topics: (topic) => deviceOf(topic) !== undefined,
  claims: () => true,
  decode,
  metric: unitsByName(UNITS),
};
