import type { HistorySample, HistorySeries, Kind } from '@sensorium/contracts';
import type { SeriesAnswer, StoreSample, StoreValues } from '../ports/reading-store.js';
import { isKnown, type AskedSeries } from './asked-series.js';
import { listOf, type LongList, type LongObject } from './long-json.js';
import type { Range } from './range.js';

type Fields = Omit<HistorySeries, 'gaps' | 't' | 'v'>;

/** What stands at the head of every answer about a series. */
export function nameFields(series: AskedSeries): Pick<HistorySeries, 'device' | 'uid' | 'metric' | 'unit'> {
  const { device, metric } = series;
  const { uid, unit } = isKnown(series) ? series : { uid: null, unit: null };
  return { device, uid, metric, unit };
}

/** One series of the answer of `GET /api/history`; nothing is stored of one that is not known. */
export function toHistorySeries(
  series: AskedSeries,
  range: Range,
  answer: SeriesAnswer | false | undefined,
): LongObject {
  const kind = isKnown(series) ? series.kind : 'number';
  const head = { ...nameFields(series), kind, ...range };
  if (!answer) return nothing(head, range);
  const { stored, t, v, gaps } = answer;
  const before = toSample(answer.before, kind);
  const after = toSample(answer.after, kind);
  const fields: Fields = { ...head, stored, returned: t.length, before, after };
  return { fields, lists: { gaps: pairsOf(gaps), t: listOf(t), v: valuesOf(v, kind) } };
}

function nothing(head: Omit<Fields, 'stored' | 'returned' | 'before' | 'after'>, range: Range): LongObject {
  const fields: Fields = { ...head, stored: 0, returned: 0, before: null, after: null };
  const gaps = range.from < range.to ? [[range.from, range.to]] : [];
  return { fields, lists: { gaps, t: [], v: [] } };
}

function toSample(sample: StoreSample | null, kind: Kind): HistorySample | null {
  return sample && { t: sample.t, v: kind === 'boolean' ? sample.v === 1 : sample.v };
}

function valuesOf(values: StoreValues, kind: Kind): LongList {
  if (Array.isArray(values)) return values;
  return kind === 'boolean' ? listOf(values, (value) => value === 1) : listOf(values);
}

function pairsOf(ends: Float64Array): LongList {
  const slice = (from: number, to: number): number[][] => {
    const part = ends.subarray(2 * from, 2 * to);
    return Array.from({ length: part.length / 2 }, (_, place) => [
      ...part.subarray(2 * place, 2 * place + 2),
    ]);
  };
  return { length: ends.length / 2, slice };
}
