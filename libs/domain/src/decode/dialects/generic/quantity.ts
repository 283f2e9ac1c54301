import { findUnit } from '../../../units/index.js';
import type { RawValue } from '../../outcome.js';

/** A value, with the unit that its text or its object states. */
export interface Quantity {
  value: RawValue;
  unit?: string;
}

const WITH_UNIT = /^([-+]?\d+(?:[.,]\d+)?)(\s*)(\S.{0,11})$/;
const TRUTH = /^(?:[Tt]rue|[Ff]alse)$/;
const DECIMAL_COMMA = /^[-+]?\d+,\d{1,2}$/;

/** Units of one letter that may as well end an id or a hexadecimal number, unless there is space before them. */
const DOUBTFUL = /^[A-Za-z]$/;
const SURE_LETTERS = new Set(['V', 'W']);

/**
 * A text as a value: `ON` and `OFF` in capitals are a switch (in small letters they may be one of several modes), `true`
 * and `false` are what they say, `20.6 °C` is a number with its unit, `21,5` a number with a decimal comma; any other
 * stays as it is.
 */
export function readQuantity(text: string): Quantity {
  if (text === 'ON' || text === 'OFF') return { value: text === 'ON' };
  if (TRUTH.test(text)) return { value: text.toLowerCase() === 'true' };
  if (text.length > 32) return { value: text };
  const trimmed = text.trim();
  const typed = trimmed.includes('=') ? readTyped(trimmed) : undefined;
  if (typed) return typed;
  if (DECIMAL_COMMA.test(trimmed)) return { value: Number(trimmed.replace(',', '.')) };
  const [, digits = '', space = '', unit = ''] = WITH_UNIT.exec(trimmed) ?? [];
  if (unit === '' || (space === '' && DOUBTFUL.test(unit) && !SURE_LETTERS.has(unit))) return { value: text };
  return findUnit(unit) ? { value: Number(digits.replace(',', '.')), unit } : { value: text };
}

const TYPED = /^[a-z][a-z_]{1,19},([a-z0-9_]{1,8})=([-+]?\d+(?:\.\d+)?)$/;

/** Unit words of the MQTT API of Cayenne that are no spelling of a unit; '' for those of numbers without one. */
const CAYENNE_UNITS = new Map([
  ['p', '%'],
  ['d', ''],
  ['null', ''],
]);

/** `temp,c=20.7`: type, unit and value, as the MQTT API of Cayenne has them. */
function readTyped(text: string): Quantity | undefined {
  const [, word = '', digits = ''] = TYPED.exec(text) ?? [];
  const unit = CAYENNE_UNITS.get(word) ?? (findUnit(word) ? word : undefined);
  if (unit === undefined || word === '') return undefined;
  return unit === '' ? { value: Number(digits) } : { value: Number(digits), unit };
}

const POSITION_NAME = /(?:^|[^A-Za-z])(?:lat_?(?:lng|lon)|gps|location|position|coord(?:inate)?s|loc)$/i;
const POSITION = /^([-+]?\d{1,2}\.\d+)\s*[,;]\s*([-+]?\d{1,3}\.\d+)$/;

/** The latitude and longitude in a text such as `54.6660,25.2250`, if the name beside it says that it is a position. */
export function readPosition(name: string, text: string): { lat: number; lon: number } | undefined {
  if (text.length > 40 || !POSITION_NAME.test(name)) return undefined;
  const [, lat, lon] = POSITION.exec(text.trim()) ?? [];
  return lat === undefined ? undefined : { lat: Number(lat), lon: Number(lon) };
}
