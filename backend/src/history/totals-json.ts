import type { SeriesTotals } from '@sensorium/contracts';
import type { TotalsAnswer } from '../ports/reading-store.js';
import type { AskedSeries } from './asked-series.js';
import { listOf, type LongObject } from './long-json.js';
import type { Range } from './range.js';
import { nameFields } from './series-json.js';

/** Borders of buckets (ms), and what the store found in them. */
export interface CountedBuckets {
  edges: Float64Array;
  answer: TotalsAnswer | undefined;
}

/** One series of the answer of `GET /api/history/totals`; what is no counter has no buckets. */
export function toSeriesTotals(
  series: AskedSeries,
  range: Range,
  zone: string,
  counted: CountedBuckets | undefined,
): LongObject {
  const head = { ...nameFields(series), ...range, zone };
  if (!counted?.answer) return { fields: { ...head, ...NOTHING }, lists: { t: [], v: [] } };
  const { increase, resets, rollovers } = counted.answer;
  const fields: Omit<SeriesTotals, 't' | 'v'> = { ...head, total: sumOf(increase), resets, rollovers };
  const starts = counted.edges.subarray(0, increase.length);
  return { fields, lists: { t: listOf(starts), v: listOf(increase, orNull) } };
}

const NOTHING = { total: 0, resets: 0, rollovers: 0 };

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function sumOf(increase: Float64Array): number {
  return increase.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);
}
