import { MICROS_PER_MS } from '../time/index.js';

/** ms since the epoch that a `Date` can hold, both ways: 100,000,000 days (ECMA-262, time values). */
const LONGEST_MS = 8.64e15;

const NUMBER = /^-?\d{1,16}(?:\.\d{1,3})?$/;
const RELATIVE = /^now(?:-(\d{1,12})([smhdw]))?$/;
const ISO =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const UNITS = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/**
 * A point in time as people write it, in ms since the epoch with up to three decimals: such a number, ISO 8601
 * with a zone (date, time and `Z` or ±hh:mm; what is finer than µs is cut off), or `now`, also less a whole
 * number of s, m, h, d or w (of 24 h and 7 days). Undefined for anything else.
 */
export function parseTimeInput(text: string, nowMs: number): number | undefined {
  const ms = NUMBER.test(text) ? Number(text) : (readRelative(text, nowMs) ?? readIso(text));
  return ms !== undefined && Math.abs(ms) <= LONGEST_MS ? ms : undefined;
}

function readRelative(text: string, nowMs: number): number | undefined {
  const match = RELATIVE.exec(text);
  if (!match) return undefined;
  const [, count = '0', unit = 's'] = match;
  return nowMs - Number(count) * (UNITS.get(unit) ?? 0);
}

function readIso(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, date = '', minutes = '', seconds = '00', fraction = '', zone = 'Z'] = match;
  const local = `${date}T${minutes}:${seconds}`;
  if (!isOnClock(local)) return undefined;
  const micros = Math.floor(Number(fraction.padEnd(9, '0')) / 1_000);
  return Date.parse(`${local}${zone.toUpperCase()}`) + micros / MICROS_PER_MS;
}

/** False for what no calendar and no clock shows, such as 30 February or 24:00. */
function isOnClock(local: string): boolean {
  const ms = Date.parse(`${local}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(local);
}
