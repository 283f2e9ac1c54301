import type { HistorySample, HistorySeries } from '@sensorium/contracts';
import type { Past } from './joined-series';

/**
 * An answer of the history as points. Booleans are 0 and 1; `code` gives the number that stands for a text.
 * Of states only the changes come, so that their points are never all samples.
 */
export function pastOf(answer: HistorySeries, code: (text: string) => number): Past {
  const { from, to, t, v, gaps, kind, stored, returned } = answer;
  const point = (sample: HistorySample | null): [number, number] | null =>
    sample && [sample.t, numberOf(sample.v, code)];
  return {
    from,
    to,
    t,
    v: kind === 'number' ? (v as number[]) : (v as (boolean | string)[]).map((one) => numberOf(one, code)),
    before: point(answer.before),
    after: point(answer.after),
    gaps,
    exact: kind === 'number' && returned >= stored,
  };
}

function numberOf(value: number | boolean | string, code: (text: string) => number): number {
  return typeof value === 'string' ? code(value) : Number(value);
}
