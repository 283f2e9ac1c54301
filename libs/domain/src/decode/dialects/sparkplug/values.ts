import { decodeUtf8 } from '../../utf8.js';
import type { RawValue } from '../../outcome.js';
import type { WireValue } from './message.js';

/** Data types (Sparkplug 3.0, 6.4.16) that are told apart here. */
const INT8 = 1;
const INT16 = 2;
const INT32 = 3;
const INT64 = 4;
const UINT64 = 8;
const BOOLEAN = 11;
const STRING = 12;
const DATE_TIME = 13;
const UUID = 15;

/**
 * A scalar by its data type. Negative integers stand in fields without sign as the two's complement of their type;
 * writers differ in how many of its bits they send, so only those of the type count. Undefined for what is none.
 */
export function readScalar(value: WireValue | undefined, datatype: number | undefined): RawValue | undefined {
  if (value?.kind === 'plain') {
    return datatype === BOOLEAN && typeof value.value === 'number' ? value.value !== 0 : value.value;
  }
  if (value?.kind !== 'integer') return undefined;
  const { low, high, isLong } = value;
  switch (datatype) {
    case INT8:
      return (low << 24) >> 24;
    case INT16:
      return (low << 16) >> 16;
    case INT32:
      return low | 0;
    case INT64:
      return signed64(low, high);
    case BOOLEAN:
      return low !== 0 || high !== 0;
    default:
      break;
  }
  // Without a type, as nobody announced it: as the writers of the field use it most.
  if (datatype === undefined) return isLong ? signed64(low, high) : low | 0;
  return datatype < UINT64 ? low : high * 4_294_967_296 + low;
}

function signed64(low: number, high: number): number {
  return (high | 0) * 4_294_967_296 + low;
}

/** Kind that the values of a data type have; undefined where it is none of the scalars. */
export function kindOf(datatype: number): 'number' | 'boolean' | 'text' | undefined {
  if (datatype === BOOLEAN) return 'boolean';
  if (datatype >= STRING && datatype <= UUID) return datatype === DATE_TIME ? 'number' : 'text';
  return datatype >= INT8 && datatype <= DATE_TIME ? 'number' : undefined;
}

type ReadElement = (view: DataView, at: number) => number;

/** Arrays of numbers of one size by data type: bytes of an element, and how it is read (little-endian). */
const NUMBER_ARRAYS = new Map<number, [size: number, read: ReadElement]>([
  [22, [1, (view, at) => view.getInt8(at)]],
  [23, [2, (view, at) => view.getInt16(at, true)]],
  [24, [4, (view, at) => view.getInt32(at, true)]],
  [25, [8, (view, at) => Number(view.getBigInt64(at, true))]],
  [26, [1, (view, at) => view.getUint8(at)]],
  [27, [2, (view, at) => view.getUint16(at, true)]],
  [28, [4, (view, at) => view.getUint32(at, true)]],
  [29, [8, (view, at) => Number(view.getBigUint64(at, true))]],
  [30, [4, (view, at) => view.getFloat32(at, true)]],
  [31, [8, (view, at) => view.getFloat64(at, true)]],
  [34, [8, (view, at) => Number(view.getBigInt64(at, true))]],
]);
const BOOLEAN_ARRAY = 32;
const STRING_ARRAY = 33;

export function isArrayType(datatype: number | undefined): boolean {
  return (
    datatype !== undefined &&
    (NUMBER_ARRAYS.has(datatype) || datatype === BOOLEAN_ARRAY || datatype === STRING_ARRAY)
  );
}

/** The elements of an array in the bytes of a metric, at most `max`; undefined if they are no such array. */
export function readArray(bytes: Uint8Array, datatype: number, max: number): RawValue[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (datatype === BOOLEAN_ARRAY) return readBooleans(view, max);
  if (datatype === STRING_ARRAY) return readTexts(bytes, max);
  const [size, read] = NUMBER_ARRAYS.get(datatype) ?? [0, undefined];
  if (!read || bytes.length % size !== 0 || bytes.length / size > max) return undefined;
  return Array.from({ length: bytes.length / size }, (_, place) => read(view, place * size));
}

/** Their count in four bytes, then one bit each, the highest of a byte first. */
function readBooleans(view: DataView, max: number): boolean[] | undefined {
  const count = view.byteLength < 4 ? Infinity : view.getUint32(0, true);
  if (count > max || Math.ceil(count / 8) !== view.byteLength - 4) return undefined;
  return Array.from(
    { length: count },
    (_, place) => ((view.getUint8(4 + (place >> 3)) >> (7 - (place & 7))) & 1) === 1,
  );
}

/** Texts that each end with a zero byte. */
function readTexts(bytes: Uint8Array, max: number): string[] | undefined {
  const text = decodeUtf8(bytes);
  if (text === undefined) return undefined;
  const parts = (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
  if (bytes.length === 0) return [];
  return parts.length > max ? undefined : parts;
}
