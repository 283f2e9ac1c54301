import { TEXT } from '@sensorium/contracts';
import type { StoreColumns } from '../../ports/reading-store.js';
import type { SeriesRows } from './hot-rows.js';

/** Readings of several series, one after the other, as the columns that leave the store. */
export function storeColumns(parts: readonly SeriesRows[]): StoreColumns {
  const count = parts.reduce((sum, { readings }) => sum + readings.t.length, 0);
  const columns: StoreColumns = {
    count,
    series: new Uint32Array(count),
    t: new Float64Array(count),
    value: new Float64Array(count),
    flags: new Uint8Array(count),
    texts: [],
  };
  let at = 0;
  for (const part of parts) {
    put(columns, at, part);
    at += part.readings.t.length;
  }
  return columns;
}

function put(
  { series, t, value, flags, texts }: StoreColumns,
  at: number,
  { s, readings }: SeriesRows,
): void {
  const count = readings.t.length;
  series.fill(s, at, at + count);
  t.set(readings.t, at);
  value.set(readings.v, at);
  flags.set(readings.q, at);
  for (const [row, text] of readings.texts?.entries() ?? []) {
    value[at + row] = texts.push(text) - 1;
    flags[at + row] = (flags[at + row] ?? 0) | TEXT;
  }
}
