import { own, type JsonObject } from '../../envelope.js';
import type { When } from '../../readings.js';
import { readLocalStamp, readStamp } from '../../stamp.js';

/** Which device, when and how it was received: no measurements. */
const ABOUT = new Set([
  'time',
  'model',
  'id',
  'device',
  'sid',
  'rid',
  'rc',
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
  'data',
  'data_length',
  'msg_type',
  'brand',
  'codes',
  'rows',
  'num_rows',
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
  'detect_wet',
  'button',
]);

/** Names of a device of its model, best first; before version 19 some decoders had others than `id`. */
const NAMES = ['id', 'device', 'sid', 'channel'];

/** Names that say nothing about who sent it unless the message has more of rtl_433. */
const PLAIN_NAMES = new Set(['device', 'sid']);

/** Ends of the names of its values (documentation, "Common Device Data"), and the integrity check. */
const TELLING = /^mic$|^battery_ok$|_(?:C|F|hPa|kPa|PSI|km_h|m_s|mi_h|mm|in|lux|kWh)$/;

/**
 * True for a radio message: it names its model, and tells devices of one model apart by an id or a channel. `isOwn`: it
 * came on a topic of rtl_433, so that it needs neither a time nor a name.
 */
export function isRadio(body: JsonObject, isOwn: boolean): boolean {
  const model = own(body, 'model');
  if (typeof model !== 'string' || model === '') return false;
  const name = nameIn(body);
  if (name === undefined) return isOwn;
  const time = own(body, 'time');
  const isTimed = typeof time === 'string' || typeof time === 'number';
  if (isTimed && !PLAIN_NAMES.has(name)) return true;
  return isOwn || Object.keys(body).some((key) => TELLING.test(key));
}

function nameIn(body: JsonObject): string | undefined {
  return NAMES.find((key) => ['string', 'number'].includes(typeof own(body, key)));
}

/** `<model>/<id>`, or the channel for devices that have no id; the model alone for those that have neither. */
export function idOf(body: JsonObject): string {
  const name = nameIn(body);
  const model = String(own(body, 'model'));
  return name === undefined ? model : `${model}/${String(own(body, name))}`;
}

/** A stamp, or the wall clock of the receiver where it states no zone. */
export function timeOf(body: JsonObject): When {
  const time = own(body, 'time');
  const stamp = readStamp(time);
  if (stamp !== undefined) return { stamp };
  return { localStamp: typeof time === 'string' ? readLocalStamp(time) : undefined };
}

/** True for members that say who sent a message and how it was received. */
export function isAbout(name: string): boolean {
  return ABOUT.has(name);
}

/** A value as what it means: 1 and 0, also as text, of what is on or off are true and false. */
export function meant(name: string, value: unknown): unknown {
  if (!YES_NO.has(name)) return value;
  if (value === 1 || value === '1') return true;
  return value === 0 || value === '0' ? false : value;
}

/** The values of a radio message. */
export function measuredIn(body: JsonObject): JsonObject {
  const entries = Object.entries(body).filter(([name]) => !isAbout(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, meant(name, value)]));
}
