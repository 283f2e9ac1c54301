import type { Readings } from './readings.js';
import type { Rows } from './rows.js';

/** Rows of one series as they were written: sorted by time and then by writing, with duplicates. */
export interface SeriesRows {
  s: number;
  readings: Readings;
}

/** Rows with the columns s, t, v, q, x (also others behind them), sorted by s, as one part for each s. */
export function bySeries(rows: Rows): SeriesRows[] {
  const series = rows.numbers(0);
  const columns = { t: rows.numbers(1), v: rows.numbers(2), q: Uint8Array.from(rows.numbers(3)) };
  const texts = rows.isNull(4) ? null : rows.texts(4);
  const runs: SeriesRows[] = [];
  let from = 0;
  for (let row = 1; row <= series.length; row++) {
    if (row < series.length && series[row] === series[from]) continue;
    const readings = {
      t: columns.t.subarray(from, row),
      v: columns.v.subarray(from, row),
      q: columns.q.subarray(from, row),
    };
    runs.push({ s: series[from] ?? 0, readings: withTexts(readings, texts?.slice(from, row) ?? null) });
    from = row;
  }
  return runs;
}

/** If there is a text among them they are texts, a number among those as it is written. */
function withTexts(readings: Omit<Readings, 'texts'>, texts: (string | null)[] | null): Readings {
  if (!texts || texts.every((text) => text === null)) return { ...readings, texts: null };
  return {
    ...readings,
    v: new Float64Array(texts.length),
    texts: texts.map((text, row) => text ?? String(readings.v[row])),
  };
}
