import { CSV_HEADER, qualityOf, type Kind, type SeriesEntry, type Value } from '@sensorium/contracts';
import { fromMs } from '@sensorium/domain/time';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReadingsPage, StoredReadings } from '../ports/reading-store.js';
import { nameCell, timeCell, valueCell } from './csv-cells.js';
import type { Range } from './range.js';

/** Readings that are asked for at once, and that are written at once: some ms. */
const PAGE = 20_000;
const SLICE = 4_000;

/** Characters that are collected before they are handed on, so that many short series are few pieces. */
const PIECE = 65_536;

/**
 * The readings of series over a range as CSV, one series after the other, oldest first. It is made while it is
 * read, page by page: nothing is asked of the store before it is wanted.
 */
export async function* csvOf(
  stored: Pick<StoredReadings, 'page'>,
  series: readonly SeriesEntry[],
  range: Range,
): AsyncGenerator<string, void> {
  let text = `${CSV_HEADER}\n`;
  for (const one of series) {
    for await (const lines of linesOf(stored, one, range)) {
      text += lines;
      if (text.length < PIECE) continue;
      yield text;
      text = '';
    }
  }
  yield text;
}

async function* linesOf(
  stored: Pick<StoredReadings, 'page'>,
  series: SeriesEntry,
  { from, to }: Range,
): AsyncGenerator<string, void> {
  const write = lineWriter(series);
  for (let next: number | null = from; next !== null;) {
    const page: ReadingsPage = await stored.page({ n: series.n, from: next, to, limit: PAGE });
    for (let start = 0; start < page.t.length; start += SLICE) {
      const end = Math.min(start + SLICE, page.t.length);
      let lines = '';
      for (let at = start; at < end; at++)
        lines += write(page.t[at] ?? NaN, page.v[at] ?? NaN, page.quality[at] ?? 0);
      yield lines;
      await turn();
    }
    next = page.next;
  }
}

function lineWriter({
  device,
  metric,
  unit,
  kind,
}: SeriesEntry): (t: number, v: number | string, quality: number) => string {
  const name = `${nameCell(device)},${nameCell(metric)}`;
  const unitOf = unit === null ? '' : nameCell(unit);
  return (t, v, quality) =>
    `${timeCell(fromMs(t))},${name},${valueCell(toValue(v, kind))},${unitOf},${qualityOf(quality)}\n`;
}

function toValue(v: number | string, kind: Kind): Value {
  return kind === 'boolean' ? v === 1 : v;
}

/** A name for the file: device and metric where it holds but one series, and the end of the range in UTC. */
export function fileName(series: readonly SeriesEntry[], { to }: Range): string {
  const [first] = series;
  const name = series.length === 1 && first ? `${first.device}-${first.metric}` : 'history';
  const safe = name.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(0, 80);
  return `sensorium-${safe}-${new Date(to).toISOString().slice(0, 19).replaceAll(':', '')}Z.csv`;
}
