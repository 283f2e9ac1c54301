import { deviceKey } from '../../device-key.js';
import type { Dialect, DialectOutcome } from '../../dialect.js';
import { own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { rejected } from '../../outcome.js';
import { valuesOutcome, type When } from '../../readings.js';
import { readLocalStamp, readStamp } from '../../stamp.js';

/** Which device, when and how it was received: no measurements. */
const ABOUT = new Set([
  'time',
  'model',
  'id',
  'channel',
  'subtype',
  'type',
  'mic',
  'mod',
  'freq',
  'freq1',
  'freq2',
  'protocol',
  'tag',
  'sequence_num',
  'raw_msg',
  'msg_type',
  'brand',
]);

/** 1 and 0 that mean yes and no. */
const YES_NO = new Set([
  'battery_ok',
  'tamper',
  'alarm',
  'heartbeat',
  'strike_flag',
  'closed',
  'contact_open',
  'reed_open',
  'button',
]);

/** A radio message names its model, and tells devices of one model apart by an id or a channel. */
function isRadio(body: JsonObject): boolean {
  const model = own(body, 'model');
  if (typeof model !== 'string' || model === '') return false;
  const time = own(body, 'time');
  const named = own(body, 'id') !== undefined || own(body, 'channel') !== undefined;
  return named && (typeof time === 'string' || typeof time === 'number');
}

/** `<model>/<id>`, with the channel where there is one beside it that is not the only name. */
function idOf(body: JsonObject): string {
  const model = String(own(body, 'model'));
  const id = own(body, 'id') ?? own(body, 'channel');
  return `${model}/${String(id)}`;
}

function timeOf(body: JsonObject): When {
  const time = own(body, 'time');
  const stamp = readStamp(time);
  if (stamp !== undefined) return { stamp };
  return { localStamp: typeof time === 'string' ? readLocalStamp(time) : undefined };
}

function decode(message: IncomingMessage): DialectOutcome<null> {
  const body = message.object();
  const device = body && deviceKey('rtl-433', '', idOf(body));
  if (!body || !device) return rejected('bad-id');
  const values = Object.entries(body)
    .filter(([name]) => !ABOUT.has(name))
    .map(([name, value]): [string, unknown] => [
      name,
      YES_NO.has(name) && (value === 0 || value === 1) ? value === 1 : value,
    ]);
  return valuesOutcome(device, Object.fromEntries(values), timeOf(body));
}

/** rtl_433: radio sensors of many makers; the device stands in the message, wherever that is published. */
export const rtl433: Dialect<null> = {
  name: 'rtl-433',
  title: 'rtl_433',
  documentation: 'https://triq.org/rtl_433/DATA_FORMAT.html',
  covers: 'events of all decoders as JSON; devices by model and id',
  initial: null,
  topics: ({ path }) => !(path[0] ?? '').startsWith('$'),
  claims: (message) => {
    const body = message.object();
    return body !== undefined && isRadio(body);
  },
  decode,
};
