/** How a time column tells the time. */
export type TimeForm = 'iso' | 's' | 'ms' | 'µs' | 'ns' | 'counter';

/** An instant in ms since the epoch, and whether its text names a zone. */
export interface Instant {
  time: number;
  zoned: boolean;
}

const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/;
const CLOCK = /^(?:T| +)(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?/i;
const ZONE = /^ *(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** What one ms is in each numeric form. */
const PER_MS: Readonly<Record<'s' | 'ms' | 'µs' | 'ns', number>> = {
  s: 0.001,
  ms: 1,
  µs: 1_000,
  ns: 1_000_000,
};
/** Smallest numbers that are taken for a date in each form: about 1998 in seconds, 1973 in the others. */
const SMALLEST = [
  ['ns', 1e17],
  ['µs', 1e14],
  ['ms', 1e11],
  ['s', 9e8],
] as const;

/** Reads an ISO 8601 date or date and time, also with a blank for the T; without a zone it is UTC. */
export function parseIso(text: string): Instant | undefined {
  const date = DATE.exec(text);
  if (date === null) return undefined;
  const rest = text.slice(date[0].length);
  const clock = CLOCK.exec(rest);
  const tail = rest.slice(clock?.[0].length ?? 0);
  const offset = tail.trim() === '' ? undefined : zoneOffset(tail);
  if (tail.trim() !== '' && offset === undefined) return undefined;
  const [year = 0, month = 0, day = 0] = date.slice(1).map(Number);
  const [hour = 0, minute = 0, second = 0] = (clock ?? []).slice(1, 4).map((part) => Number(part || 0));
  if (!isDate(year, month, day) || hour > 24 || minute > 59 || second > 60) return undefined;
  const fraction = Number(`0.${clock?.[4] ?? '0'}`) * 1_000;
  const local = Date.UTC(year, month - 1, day, hour, minute, second) + fraction;
  return { time: local - (offset ?? 0), zoned: offset !== undefined };
}

/** Which form all `texts` are of; undefined if they are no times. Numbers too small for a date are a counter. */
export function timeForm(texts: readonly string[]): TimeForm | undefined {
  if (texts.length === 0) return undefined;
  if (texts.every((text) => parseIso(text) !== undefined)) return 'iso';
  if (!texts.every((text) => NUMBER.test(text))) return undefined;
  const least = Math.min(...texts.map(Number));
  return SMALLEST.find(([, smallest]) => least >= smallest)?.[0] ?? 'counter';
}

/** Reads a time of a known form, in ms; `step` is what one of a counter stands for, ms. */
export function parseTime(text: string, form: TimeForm, step: number): Instant | undefined {
  if (form === 'iso') return parseIso(text);
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  const time = form === 'counter' ? value * step : value / PER_MS[form];
  return Math.abs(time) <= 8.64e15 ? { time, zoned: true } : undefined;
}

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Offset of a zone from UTC, ms; undefined if the text is no zone. */
function zoneOffset(text: string): number | undefined {
  const zone = ZONE.exec(text);
  if (zone === null) return undefined;
  const [, utc, sign, hours = '0', minutes = '0'] = zone;
  if (utc !== undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
