import {
  qualityOf,
  RETAINED,
  TEXT,
  type Columns,
  type Kind,
  type Latest,
  type LiveReading,
  type SeriesEntry,
  type Value,
} from '@sensorium/contracts';

/** One row as the latest value of a metric; null if there is no such row. */
export function toLatest(columns: Columns, row: number, kind: Kind): Latest | null {
  if (row >= columns.count) return null;
  const flags = columns.flags[row] ?? 0;
  return {
    t: (columns.t[row] ?? 0) / 1_000,
    received: (columns.received[row] ?? 0) / 1_000,
    value: valueOf(columns, row, kind),
    quality: qualityOf(flags),
    retained: (flags & RETAINED) !== 0,
  };
}

/** Rows as JSON readings, each with the mark of a retained one. Rows of unknown series are left out. */
export function toReadings(
  columns: Columns,
  entryOf: (n: number) => SeriesEntry | undefined,
): (LiveReading & { retained: boolean })[] {
  const readings: (LiveReading & { retained: boolean })[] = [];
  for (let row = 0; row < columns.count; row++) {
    const entry = entryOf(columns.series[row] ?? 0);
    const latest = entry && toLatest(columns, row, entry.kind);
    if (latest) readings.push({ device: entry.device, metric: entry.metric, ...latest });
  }
  return readings;
}

function valueOf(columns: Columns, row: number, kind: Kind): Value {
  const value = columns.value[row] ?? 0;
  if (((columns.flags[row] ?? 0) & TEXT) !== 0) return columns.texts[value] ?? '';
  return kind === 'boolean' ? value === 1 : value;
}
