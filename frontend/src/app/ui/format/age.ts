const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span as it is spoken: a whole number of one unit. */
export interface Span {
  unit: 's' | 'min' | 'h' | 'd';
  n: number;
}

/** Whole units of `ms`: seconds to 60, minutes to 60, hours to 48, then days. Negative spans count as 0. */
export function span(ms: number): Span {
  const time = Math.max(0, ms);
  if (time < MINUTE) return { unit: 's', n: Math.floor(time / SECOND) };
  if (time < HOUR) return { unit: 'min', n: Math.floor(time / MINUTE) };
  if (time < 2 * DAY) return { unit: 'h', n: Math.floor(time / HOUR) };
  return { unit: 'd', n: Math.floor(time / DAY) };
}
