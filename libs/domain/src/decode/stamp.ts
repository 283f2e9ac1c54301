import { MICROS_PER_SECOND, type Micros } from '../time/index.js';

/** 2000-01-01: a device whose clock says less has no clock. */
export const YEAR_2000: Micros = Date.UTC(2000, 0, 1) * 1_000;

const DAY: Micros = 86_400 * MICROS_PER_SECOND;

/** Upper ends of what a number can mean, by size: seconds, ms, µs; above that ns. */
const SECONDS_BELOW = 1e11;
const MS_BELOW = 1e14;
const MICROS_BELOW = 1e17;
const NANOS_BELOW = 9e18;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}:?\d{2})$/;
/** The same in the basic format of ISO 8601: `20240501T100000Z`. */
const BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;
const LOCAL = /^(\d{4}([-/])\d{2}\2\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/;
const NUMBER = /^-?\d{1,19}(?:\.\d+)?$/;

/**
 * Reads a time stamp in s, ms, µs or ns (told by size, also as text) or ISO 8601 with a zone.
 * Undefined for anything else, a time without a zone included: nobody knows what it means.
 */
export function readStamp(raw: unknown): Micros | undefined {
  if (typeof raw === 'number') return readNumber(raw);
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  return NUMBER.test(text) ? readNumber(Number(text)) : readIso(text);
}

/**
 * Reads ISO 8601 without a zone (`2026-11-23T12:30:15`, also with a space, or `/` in the day): a wall clock as if it were
 * UTC.
 */
export function readLocalStamp(raw: unknown): Micros | undefined {
  const match = typeof raw === 'string' ? LOCAL.exec(raw.trim()) : null;
  if (!match) return undefined;
  const [, day = '', , minute = '', second = '00', fraction = ''] = match;
  return microsOf(`${day.replaceAll('/', '-')}T${minute}:${second}Z`, fraction);
}

/** True if `stamp` may be the time of a measurement: since 2000, at most a day ahead of `now`. */
export function isPlausibleStamp(stamp: Micros, now: Micros): boolean {
  return stamp >= YEAR_2000 && stamp <= now + DAY;
}

function readNumber(value: number): Micros | undefined {
  const size = Math.abs(value);
  if (!(size < NANOS_BELOW)) return undefined;
  if (size < SECONDS_BELOW) return Math.round(value * 1e6);
  if (size < MS_BELOW) return Math.round(value * 1e3);
  return Math.round(size < MICROS_BELOW ? value : value / 1e3);
}

function readIso(text: string): Micros | undefined {
  const match = ISO.exec(text) ?? BASIC.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = match;
  const offset = /^[zZ]$/.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  return microsOf(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`, fraction);
}

function microsOf(iso: string, fraction: string): Micros | undefined {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) return undefined;
  return ms * 1_000 + Math.floor(Number(fraction.padEnd(9, '0')) / 1_000);
}
