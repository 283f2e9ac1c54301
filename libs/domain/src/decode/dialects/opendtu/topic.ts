import type { Topic } from '../../topic.js';

/** A topic of OpenDTU: of an inverter, of the plant's totals (`ac`, `dc`), or of the unit itself (`dtu`). */
export interface Place {
  prefix: string;
  device: string;
  metric: string;
  isInverter: boolean;
  /** The topic alone tells; else only if inverters or the unit were heard below the same prefix. */
  isSure: boolean;
}

/** Base topic by default. */
export const DEFAULT_PREFIX = 'solar';

/** Serial number of an inverter: twelve digits, of new ones with letters. */
const SERIAL = /^1[0-4][0-9a-f]{10}$/i;
const DIGITS = /^\d{12}$/;

/** What is below the serial (documentation, "MQTT topics"); channel 0 is the inverter, 1 to 6 are its strings. */
const BELOW = [
  /^[0-6]\.(?:name|powerdc|powerfactor|reactivepower|temperature|yieldday|yieldtotal|frequency|efficiency|irradiation)$/,
  /^[0-6]\.(?:voltage|current|power)(?:_ph\d?[1-3n]{0,2})?$/,
  /^status\.(?:reachable|producing|last_update|limit_\w+)$/,
  /^device\.(?:bootloaderversion|fwbuild\w+|hw\w+)$/,
  /^radio\.(?:rssi|[rt]x_\w+)$/,
  /^cmd\.(?:limit_\w+|power|restart|reset_\w+)$/,
];

/** Below the prefix; the first are the names of nothing else. */
const PLANT_SURE =
  /^(?:ac\.(?:yield(?:day|total)|is_valid)|dc\.(?:irradiation|is_valid)|dtu\.(?:bssid|hostname|heap\.\w+))$/;
const PLANT = /^(?:[ad]c\.power|dtu\.(?:status|uptime|ip|rssi|temperature))$/;

const places = new WeakMap<Topic, Place | null>();

export function placeOf(topic: Topic): Place | undefined {
  let place = places.get(topic);
  if (place === undefined) places.set(topic, (place = readInverter(topic.path) ?? readPlant(topic.path)));
  return place ?? undefined;
}

function readInverter(path: readonly string[]): Place | null {
  const at = path.findIndex((level) => SERIAL.test(level));
  if (at < 0) return null;
  const prefix = path.slice(0, at).join('/');
  const device = path[at] ?? '';
  const metric = path.slice(at + 1).join('.');
  const isName = metric === 'name' && (prefix === DEFAULT_PREFIX || DIGITS.test(device));
  const isInverter = isName || BELOW.some((pattern) => pattern.test(metric));
  return isInverter ? { prefix, device, metric, isInverter, isSure: true } : null;
}

function readPlant(path: readonly string[]): Place | null {
  const at = path.at(-2) === 'heap' ? path.length - 3 : path.length - 2;
  if (at < 0) return null;
  const prefix = path.slice(0, at).join('/');
  const below = path.slice(at).join('.');
  const tells = PLANT_SURE.test(below);
  if (!tells && !PLANT.test(below)) return null;
  const [device = '', ...metric] = path.slice(at);
  const isSure = tells || prefix === DEFAULT_PREFIX;
  return { prefix, device, metric: metric.join('.'), isInverter: false, isSure };
}
