import type { Value } from '@sensorium/contracts';

const STEPS: readonly (readonly [ms: number, word: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A length of time in its two largest parts: `1 h 30 min`, `45 s`. */
export function lengthInWords(ms: number): string {
  const first = STEPS.findIndex(([step]) => ms >= step);
  if (first < 0) return `${ms} ms`;
  let rest = ms;
  const words = STEPS.slice(first, first + 2).map(([step, word]) => {
    const count = Math.floor(rest / step);
    rest -= count * step;
    return count === 0 ? '' : `${count} ${word}`;
  });
  return words.filter((word) => word !== '').join(' ');
}

/** What values of a metric are written with: its unit, and names of its values by their text, if they have some. */
export interface Written {
  unit: string | null;
  values: Readonly<Record<string, string>> | null;
}

/** A value by its name, else with its unit; numbers in at most six digits. */
export function valueInWords(value: Value, { unit, values }: Written): string {
  const text = String(value);
  if (values && Object.hasOwn(values, text)) return values[text] ?? text;
  if (typeof value !== 'number') return text;
  const number = String(Number(value.toPrecision(6)));
  return unit === null ? number : `${number} ${unit}`;
}

/** A change with its sign. */
export function changeInWords(value: Value, unit: string | null): string {
  const words = valueInWords(value, { unit, values: null });
  return typeof value === 'number' && value > 0 ? `+${words}` : words;
}
