const MINUS = '\u2212';
const SECOND = 1000;

/** Units of time by the words that people write for them, ms. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'second', 'seconds', '초'].map((word) => [word, SECOND] as const),
  ...['m', 'min', 'minute', 'minutes', '분'].map((word) => [word, 60 * SECOND] as const),
  ...['h', 'hour', 'hours', '시간'].map((word) => [word, 3600 * SECOND] as const),
  ...['d', 'day', 'days', '일'].map((word) => [word, 86_400 * SECOND] as const),
]);
const WRITTEN = [
  ['d', 86_400 * SECOND],
  ['h', 3600 * SECOND],
  ['min', 60 * SECOND],
  ['s', SECOND],
] as const;

/** A unit of time as the catalogues name it. */
export type TimeUnit = 's' | 'min' | 'h' | 'd';

/** A number as people type it: a real minus, a comma for decimals, spaces between thousands. Undefined if it is none. */
export function numberOf(text: string): number | undefined {
  const plain = text
    .trim()
    .replaceAll(MINUS, '-')
    .replace(/[\s\u202f]/g, '')
    .replace(',', '.');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** A number for a field: as short as it is, with a real minus. */
export function numberText(value: number): string {
  return String(value).replaceAll('-', MINUS);
}

/** A length of time as people type it ("5 min", "1 h 30", "90s"; alone it is minutes), ms. Undefined if it is none. */
export function durationOf(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/([\d.,]+)\s*([^\d\s.,]*)\s*/gy)];
  const read = parts.reduce((length, [part]) => length + part.length, 0);
  if (parts.length === 0 || read < text.trim().length) return undefined;
  let ms = 0;
  let unit = 60 * SECOND * 60;
  for (const [, number = '', word = ''] of parts) {
    unit = word === '' ? smaller(unit) : (UNITS.get(word.toLowerCase()) ?? NaN);
    ms += (numberOf(number) ?? NaN) * unit;
  }
  return Number.isFinite(ms) ? Math.round(ms) : undefined;
}

/** A length of time in its units, largest first: 90 min are 1 h and 30 min. Nothing is 0 s. */
export function durationParts(ms: number): { n: number; unit: TimeUnit }[] {
  const parts: { n: number; unit: TimeUnit }[] = [];
  let rest = ms;
  for (const [unit, size] of WRITTEN) {
    const n = unit === 's' ? rest / size : Math.floor(rest / size);
    if (n > 0) parts.push({ n, unit });
    rest -= n * size;
  }
  return parts.length > 0 ? parts : [{ n: 0, unit: 's' }];
}

/** What a number without a unit means after one with `unit`: minutes after hours. */
function smaller(unit: number): number {
  const place = WRITTEN.findIndex(([, size]) => size === unit);
  return WRITTEN[Math.min(WRITTEN.length - 1, place + 1)]?.[1] ?? 60 * SECOND;
}
