import type { Connection } from '../connection.js';
import { bySeries, type SeriesRows } from '../hot-rows.js';
import { join, lastOfEach, type Readings } from '../readings.js';

/** Reads a hot table series by series, each sorted by time, of equal times the last written. */
export async function* hotRuns(
  connection: Connection,
  number: number,
): AsyncGenerator<SeriesRows, void, undefined> {
  let s = -1;
  let parts: Readings[] = [];
  const sql = `SELECT s, t, v, q, x FROM h.main.hot_${number} ORDER BY s, t, rowid`;
  for await (const rows of connection.stream(sql)) {
    for (const part of bySeries(rows)) {
      if (part.s !== s && parts.length > 0) {
        yield { s, readings: lastOfEach(join(parts)) };
        parts = [];
      }
      s = part.s;
      parts.push(part.readings);
    }
  }
  if (parts.length > 0) yield { s, readings: lastOfEach(join(parts)) };
}
