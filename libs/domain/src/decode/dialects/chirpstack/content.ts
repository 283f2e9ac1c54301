import { deviceKey } from '../../device-key.js';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { EUI, type ChirpstackTopic } from './topic.js';

/**
 * Reads an event on a topic that somebody chose, or that a bridge or a gateway with a network server of its own writes
 * to: it names its device as `deviceInfo.devEui` (version 4) or `devEUI` (version 3), as hexadecimal or base64.
 * Undefined for any other message.
 */
export function readContent(message: IncomingMessage): ChirpstackTopic | undefined {
  const body = message.object();
  if (!body) return undefined;
  const info = own(body, 'deviceInfo');
  const isKnown = isJsonObject(info) || (Object.hasOwn(body, 'devEUI') && isEvent(body));
  const stated = isJsonObject(info) ? own(info, 'devEui') : own(body, 'devEUI');
  const eui = isKnown && typeof stated === 'string' ? readEui(stated) : undefined;
  const device = eui === undefined ? undefined : deviceKey('chirpstack', '', eui);
  return device && { subject: 'device', device, event: eventOf(body) };
}

function isEvent(body: JsonObject): boolean {
  return Object.hasOwn(body, 'applicationID') || Array.isArray(own(body, 'rxInfo'));
}

/** What kind of event it is, which its topic would say; `join` for all that tell nothing measured. */
function eventOf(body: JsonObject): string {
  if (['object', 'objectJSON', 'rxInfo', 'fPort'].some((key) => Object.hasOwn(body, key))) return 'up';
  if (Object.hasOwn(body, 'margin')) return 'status';
  if (isJsonObject(own(body, 'location'))) return 'location';
  return Object.hasOwn(body, 'deviceInfo') || Object.hasOwn(body, 'devAddr') ? 'join' : 'up';
}

/** Eight bytes in base64, as the JSON of Protocol Buffers writes them. */
const BASE64 = /^[A-Za-z0-9+/]{11}=$/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** An EUI as 16 hexadecimal digits in lower case. */
function readEui(text: string): string | undefined {
  const plain = text.replaceAll(/[-:]/g, '');
  if (EUI.test(plain)) return plain.toLowerCase();
  if (!BASE64.test(text)) return undefined;
  const digits = Array.from(text.slice(0, -1), (char) => BigInt(DIGITS.indexOf(char)));
  // Eleven digits are 66 bits, the last two of them nothing.
  const bits = digits.reduce((sum, digit) => (sum << 6n) | digit, 0n) >> 2n;
  return bits.toString(16).padStart(16, '0');
}
