import { formatSeriesName, parseSeriesName, type SeriesEntry, type SeriesName } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import type { FleetView } from '../ports/fleet-view.js';

const ANY = '*';

/** A series of a request: what it is, or only the name under which it was asked for. */
export type AskedSeries = SeriesEntry | { n: null; device: string; metric: string };

/** True for a series that there is. */
export function isKnown(series: AskedSeries): series is SeriesEntry {
  return series.n !== null;
}

/**
 * The series that the names stand for, each once, in the order of the names. The device part is a public id, a
 * uid or an alias, or `*`; the metric part a name or `*`. A name without `*` that stands for nothing stays in the
 * list. Throws `bad-series` for what is no name, and `too-large` for more than `most` series.
 */
export function resolveSeries(fleet: FleetView, names: readonly string[], most = Infinity): AskedSeries[] {
  const found = new Map<number | string, AskedSeries>();
  for (const text of names) {
    for (const series of find(fleet, readName(text))) found.set(keyOf(series), series);
    if (found.size > most) throw tooMany(most);
  }
  return [...found.values()];
}

function readName(text: string): SeriesName {
  const name = parseSeriesName(text);
  if (name) return name;
  throw new ApiError('bad-series', `${text}: a series is <device>/<metric>, each percent-encoded`);
}

function find(fleet: FleetView, name: SeriesName): AskedSeries[] {
  if (name.device === ANY) return findOfAll(fleet, name.metric);
  const uid = fleet.device(name.device)?.uid;
  const entries = uid === undefined ? [] : fleet.seriesOf([uid]);
  if (name.metric === ANY) return entries;
  const entry = entries.find(({ metric }) => metric === name.metric);
  return [entry ?? { n: null, ...name }];
}

function findOfAll(fleet: FleetView, metric: string): AskedSeries[] {
  const numbers = fleet.findSeries((series) => metric === ANY || series.metric === metric);
  return [...numbers].flatMap((n) => fleet.seriesEntry(n) ?? []);
}

function keyOf(series: AskedSeries): number | string {
  return isKnown(series) ? series.n : formatSeriesName(series.device, series.metric);
}

function tooMany(most: number): ApiError {
  return new ApiError('too-large', `these are more than ${most} series; ask for fewer at once`);
}
