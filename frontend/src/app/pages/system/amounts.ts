import type { Texts } from '../../ui/texts/texts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the unit that keeps the number short: "48.2 MB". */
export function bytesText(texts: Texts, bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const decimals = unit > 0 && value < 99.95 ? 1 : 0;
  return `${texts.numbers().fixed(value, decimals)} ${UNITS[unit] ?? 'B'}`;
}

/** A count, or a rate with one decimal below ten. */
export function rateText(texts: Texts, rate: number): string {
  return texts.numbers().fixed(rate, rate > 0.05 && rate < 9.95 ? 1 : 0);
}

/** Milliseconds: with one decimal below ten, in seconds above a thousand. */
export function msText(texts: Texts, ms: number): string {
  if (ms >= 1000) return `${texts.numbers().fixed(ms / 1000, 1)} s`;
  return `${texts.numbers().fixed(ms, ms < 9.95 ? 1 : 0)} ms`;
}
