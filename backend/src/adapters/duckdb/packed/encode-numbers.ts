import { type BitWriter } from './bit-writer.js';
import { sizeOf, writeBytes } from './compressed.js';
import { writeIntegers } from './encode-integers.js';
import { BYTES, DECIMALS, DIFFERENT_PLANES, KIND_BITS, PLANES, POWER_BITS, POWERS } from './numbers.js';

/** Beyond this the differences of integers would not be exact. */
const LARGEST = 2 ** 50;

/** Numbers as `(origin + divisor * integers) / POWERS[power]`. */
interface Decimals {
  power: number;
  origin: number;
  divisor: number;
  integers: Float64Array;
}

/** Writes doubles so that every bit comes back. */
export function writeNumbers(writer: BitWriter, values: Float64Array): void {
  const decimals = asDecimals(values);
  if (decimals) writeDecimals(writer, values, decimals);
  else writePlanes(writer, values);
}

function writeDecimals(writer: BitWriter, values: Float64Array, decimals: Decimals): void {
  writer.write(DECIMALS, KIND_BITS);
  writer.write(decimals.power, POWER_BITS);
  writer.signed(decimals.origin);
  writer.signed(decimals.divisor);
  writeIntegers(writer, decimals.integers, false);
  writeZeroSigns(writer, values);
}

/** If there is a -0: one bit for each zero. */
function writeZeroSigns(writer: BitWriter, values: Float64Array): void {
  const signed = values.some((value) => Object.is(value, -0));
  writer.write(signed ? 1 : 0, 1);
  if (!signed) return;
  for (const value of values) {
    if (value === 0) writer.write(Object.is(value, -0) ? 1 : 0, 1);
  }
}

/** By the smallest power of ten that gives every value back; null if there is none. */
function asDecimals(values: Float64Array): Decimals | null {
  const integers = new Float64Array(values.length);
  let power = 0;
  while (power < POWERS.length) {
    const failed = scale(values, power, integers);
    if (failed === null) return { power, ...divide(integers) };
    power = nextPower(failed, power);
  }
  return null;
}

/** Fills in the integers; returns the first value that would not come back, null if all do. */
function scale(values: Float64Array, power: number, integers: Float64Array): number | null {
  const factor = POWERS[power] ?? 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    const integer = Math.round(value * factor);
    if (integer / factor !== value || Math.abs(integer) > LARGEST) return value;
    integers[row] = integer;
  }
  return null;
}

/** The next power that gives this value back. */
function nextPower(value: number, power: number): number {
  const one = Float64Array.of(value);
  let next = power + 1;
  while (next < POWERS.length && scale(one, next, new Float64Array(1)) !== null) next += 1;
  return next;
}

/** Takes the first integer and the greatest common divisor out of all. */
function divide(integers: Float64Array): Omit<Decimals, 'power'> {
  const origin = integers[0] ?? 0;
  const divisor = commonDivisor(integers, origin);
  for (let row = 0; row < integers.length; row++) integers[row] = ((integers[row] ?? 0) - origin) / divisor;
  return { origin, divisor, integers };
}

/** The greatest common divisor of the distances from `origin`, 1 if there are none. They are exact doubles. */
export function commonDivisor(integers: Float64Array, origin: number): number {
  let divisor = 0;
  for (const integer of integers) {
    const distance = Math.abs(integer - origin);
    if (divisor === 1) break;
    // Much faster than the remainder, and right below 2^53.
    if (Math.floor(distance / divisor) * divisor !== distance) divisor = greatest(distance, divisor);
  }
  return divisor === 0 ? 1 : divisor;
}

/** Euclid's algorithm. */
function greatest(one: number, other: number): number {
  return other === 0 ? one : greatest(other, one % other);
}

function writePlanes(writer: BitWriter, values: Float64Array): void {
  const same = planes(values, false);
  const different = planes(values, true);
  const differ = sizeOf(different) < sizeOf(same);
  writer.write(differ ? DIFFERENT_PLANES : PLANES, KIND_BITS);
  writeBytes(writer, differ ? different : same);
}

function planes(values: Float64Array, different: boolean): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const made = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    const before = different && at >= BYTES ? (bytes[at - BYTES] ?? 0) : 0;
    made[(at % BYTES) * values.length + Math.floor(at / BYTES)] = (bytes[at] ?? 0) ^ before;
  }
  return made;
}
