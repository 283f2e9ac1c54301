import type { Texts } from '../../ui/texts/texts';

/** A number and its unit, to be written apart. */
export interface Amount {
  value: string;
  unit: string;
}

const NONE: Amount = { value: '–', unit: '' };

/** A span of milliseconds to three digits; seconds from one second on. */
export function spanAmount(texts: Texts, ms: number): Amount {
  if (Number.isNaN(ms)) return NONE;
  if (ms >= 1_000) return { value: texts.numbers().fixed(ms / 1_000, ms < 10_000 ? 2 : 1), unit: 's' };
  return { value: texts.numbers().fixed(ms, ms < 10 ? 1 : 0), unit: 'ms' };
}

/** Bytes to three digits, in kB and MB of 1,000. */
export function bytesAmount(texts: Texts, bytes: number): Amount {
  if (!Number.isFinite(bytes)) return NONE;
  if (bytes < 1_000) return { value: texts.numbers().fixed(bytes, 0), unit: 'B' };
  const isKilo = bytes < 1_000_000;
  const value = bytes / (isKilo ? 1_000 : 1_000_000);
  return {
    value: texts.numbers().fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0),
    unit: isKilo ? 'kB' : 'MB',
  };
}
