import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own } from '../../envelope.js';
import type { IncomingMessage } from '../../incoming.js';
import { decoded, ignored, rejected, type DeviceKey } from '../../outcome.js';
import { bareOutcome, valuesOutcome } from '../../readings.js';
import type { Topic } from '../../topic.js';

/** Units of the names of AhoyDTU (its user manual, "MQTT Output"). */
export const AHOY_UNITS: readonly (readonly [string, string])[] = [
  ['U_AC', 'V'],
  ['I_AC', 'A'],
  ['P_AC', 'W'],
  ['Q_AC', 'var'],
  ['F_AC', 'Hz'],
  ['U_DC', 'V'],
  ['I_DC', 'A'],
  ['P_DC', 'W'],
  ['Temp', '°C'],
  ['YieldDay', 'Wh'],
  ['YieldTotal', 'kWh'],
  ['Efficiency', '%'],
  ['Irradiation', '%'],
  ['MaxPower', 'W'],
  ['active_PowerLimit', '%'],
];

const UNITS = new Map(AHOY_UNITS);
const DEFAULT_BASE = 'inverter';

/** Told of inverters besides; other devices have such topics too. */
const ABOUT = new Set(['available', 'last_success']);

/** The last will of the unit, on `<base>/mqtt`, and the words that only it says. */
const WILL = 'mqtt';
const WILL_WORDS = new Map([
  ['connected', true],
  ['not_connected', false],
  ['not connected', false],
]);

/**
 * `<base>/<inverter>/ch<0-6>[/<name>]`, `<base>/<inverter>/available`, `<base>/total/<name>`, and `<base>/mqtt`, which
 * is of the unit.
 */
export interface AhoyPlace {
  base: string;
  device: string;
  /** Empty where all values of the channel come as one object. */
  name: string;
  channel: string;
}

export function ahoyPlaceOf({ path }: Topic): AhoyPlace | undefined {
  const at = path.findIndex((level) => /^ch[0-6]$/.test(level));
  const name = path.at(-1) ?? '';
  if (at > 0 && at >= path.length - 2) {
    const device = path[at - 1] ?? '';
    const base = path.slice(0, at - 1).join('/');
    return { base, device, name: at === path.length - 1 ? '' : name, channel: path[at] ?? '' };
  }
  if (name === WILL && path.length > 1) {
    return { base: path.slice(0, -1).join('/'), device: WILL, name, channel: '' };
  }
  const device = path.at(-2) ?? '';
  const isPlace = path.length > 1 && (ABOUT.has(name) || (device === 'total' && UNITS.has(name)));
  return isPlace ? { base: path.slice(0, -2).join('/'), device, name, channel: '' } : undefined;
}

/** Told by the names of values; `isHeard`: such values came of this inverter. */
export function isAhoy(place: AhoyPlace, message: IncomingMessage, isHeard: boolean): boolean {
  if (place.name === WILL) return place.base === DEFAULT_BASE && WILL_WORDS.has(message.text() ?? '');
  if (ABOUT.has(place.name)) return isHeard;
  if (place.name !== '') return UNITS.has(place.name) || place.name === 'PF_AC';
  const body = message.object();
  return body !== undefined && ['U_AC', 'P_AC', 'U_DC', 'P_DC'].some((name) => Object.hasOwn(body, name));
}

export function decodeAhoy(message: IncomingMessage, place: AhoyPlace): DialectOutcome<never> {
  const device = ahoyDevice(place);
  if (!device) return rejected('bad-id');
  if (message.isEmpty) return ignored('cleared');
  const body = message.body();
  if (typeof body === 'string') return rejected(body);
  const { channel, name } = place;
  if (name === WILL) return ofUnit(device, WILL_WORDS.get(message.text() ?? ''));
  if (name === 'last_success') return ignored('metadata');
  if (name === 'available') return available(device, body.value);
  if (body.kind === 'bare')
    return bareOutcome(device, channel === '' ? name : `${channel}.${name}`, body.value);
  if (!isJsonObject(body.value) || name !== '') return ignored('not-telemetry');
  const values = [...UNITS.keys(), 'PF_AC'].map((key) => [key, own(body.value as never, key)] as const);
  const known = Object.fromEntries(values.filter(([, value]) => typeof value === 'number'));
  return valuesOutcome(device, { [channel]: known });
}

function ofUnit(device: DeviceKey, online: boolean | undefined): DialectOutcome<never> {
  return online === undefined ? rejected('bad-status') : decoded([{ type: 'availability', device, online }]);
}

/** 0 is not there, 1 there and 2 producing. */
function available(device: DeviceKey, value: unknown): DialectOutcome<never> {
  const outcome = bareOutcome(device, 'available', value);
  if (outcome.kind !== 'facts' || !/^[012]$/.test(String(value))) return outcome;
  return {
    ...outcome,
    facts: [...outcome.facts, { type: 'availability', device, online: String(value) !== '0' }],
  };
}

function ahoyDevice({ base, device }: AhoyPlace): DeviceKey | undefined {
  return deviceKey('opendtu', base === DEFAULT_BASE ? '' : base, device);
}
