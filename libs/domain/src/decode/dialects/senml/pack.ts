import { isJsonObject, own, type JsonObject } from '../../envelope.js';

/** Labels of RFC 8428, section 4, by those of its CBOR form (section 6). */
const CBOR_LABELS = new Map<string, string>([
  ['-1', 'bver'],
  ['-2', 'bn'],
  ['-3', 'bt'],
  ['-4', 'bu'],
  ['-5', 'bv'],
  ['-6', 'bs'],
  ['0', 'n'],
  ['1', 'u'],
  ['2', 'v'],
  ['3', 'vs'],
  ['4', 'vb'],
  ['5', 's'],
  ['6', 't'],
  ['7', 'ut'],
  ['8', 'vd'],
]);
const LABELS = new Set(CBOR_LABELS.values());
const VALUES = ['v', 'vs', 'vb', 'vd', 's', 'bv', 'bs'];

/** The highest version of the format, which is that of all documents up to now (section 4.4). */
const VERSION_MAX = 10;

/**
 * True for a pack of records: a list of objects of which the first has a name and some record a value. Labels that
 * nobody knows are to be ignored (section 4.4), but without a base name only SenML's own (and those that say by a `_`
 * at their end that they must be understood) tell a pack from other lists.
 */
export function isPack(list: readonly unknown[]): boolean {
  const [first] = list;
  if (!isJsonObject(first)) return false;
  const hasBase = typeof own(first, 'bn') === 'string';
  if (!hasBase && typeof own(first, 'n') !== 'string') return false;
  return (
    list.every((record) => isJsonObject(record) && (hasBase || hasOnlyLabels(record))) &&
    list.some((record) => VALUES.some((label) => Object.hasOwn(record as JsonObject, label)))
  );
}

function hasOnlyLabels(record: JsonObject): boolean {
  return Object.keys(record).every((key) => LABELS.has(key) || key.endsWith('_'));
}

/** The same list with the labels of the JSON form in place of those of the CBOR form. */
export function withLabels(list: readonly unknown[]): unknown[] {
  return list.map((record) =>
    isJsonObject(record)
      ? Object.fromEntries(
          Object.entries(record).map(([key, value]) => [CBOR_LABELS.get(key) ?? key, numberIn(value)]),
        )
      : record,
  );
}

/**
 * Decimal fractions, which are an exponent and a mantissa (RFC 8949, 3.4.4), as numbers; all other values as they are.
 */
function numberIn(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 2) return value;
  const [exponent, mantissa] = value as unknown[];
  return typeof exponent === 'number' && typeof mantissa === 'number' ? mantissa * 10 ** exponent : value;
}

/** A record with its base values worked in (section 4.6). `time` in s: since 1970, or relative if it is small. */
export interface Resolved {
  base: string;
  name: string;
  unit: string | undefined;
  value: number | boolean | string | undefined;
  sum: number | undefined;
  time: number;
  /** s until the next value at the latest. */
  update: number | undefined;
}

/** Works the base values into each record; undefined in place of those that break a rule, and of data. */
export function resolve(list: readonly unknown[]): (Resolved | 'base' | undefined)[] {
  const base = { name: '', time: 0, unit: undefined as string | undefined, value: 0, sum: 0 };
  return list.map((record) => {
    if (!isJsonObject(record)) return undefined;
    if (!isKnown(record)) return undefined;
    base.name = textOf(record, 'bn') ?? base.name;
    base.time = numberOf(record, 'bt') ?? base.time;
    base.unit = textOf(record, 'bu') ?? base.unit;
    base.value = numberOf(record, 'bv') ?? base.value;
    base.sum = numberOf(record, 'bs') ?? base.sum;
    if (!['n', ...VALUES, 'u', 't'].some((label) => Object.hasOwn(record, label))) return 'base';
    return resolved(record, base);
  });
}

interface Base {
  name: string;
  time: number;
  unit: string | undefined;
  value: number;
  sum: number;
}

function resolved(record: JsonObject, base: Base): Resolved | 'base' | undefined {
  const name = textOf(record, 'n') ?? '';
  const value = valueOf(record, base.value);
  const own = numberOf(record, 's');
  const sum =
    own === undefined && !(base.sum !== 0 && value === undefined) ? undefined : (own ?? 0) + base.sum;
  if (Object.hasOwn(record, 'vd')) return 'base';
  if (base.name + name === '' || (value === undefined && sum === undefined)) return undefined;
  return {
    base: base.name,
    name,
    unit: textOf(record, 'u') ?? base.unit,
    value,
    sum,
    time: base.time + (numberOf(record, 't') ?? 0),
    update: numberOf(record, 'ut'),
  };
}

/** Nothing that must be understood is unknown, and the version is one that we know. */
function isKnown(record: JsonObject): boolean {
  const version = own(record, 'bver');
  return (
    !(typeof version === 'number' && version > VERSION_MAX) &&
    Object.keys(record).every((key) => !key.endsWith('_'))
  );
}

function valueOf(record: JsonObject, base: number): number | boolean | string | undefined {
  const number = numberOf(record, 'v');
  if (number !== undefined) return number + base;
  const flag = own(record, 'vb');
  if (typeof flag === 'boolean') return flag;
  return textOf(record, 'vs') ?? (base === 0 || Object.hasOwn(record, 'v') ? undefined : base);
}

function textOf(record: JsonObject, label: string): string | undefined {
  const value = own(record, label);
  return typeof value === 'string' ? value : undefined;
}

function numberOf(record: JsonObject, label: string): number | undefined {
  const value = own(record, label);
  return typeof value === 'number' ? value : undefined;
}
