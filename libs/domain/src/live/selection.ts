import { parseSeriesName, type SeriesName } from '@sensorium/contracts';

/** What a viewer wants to see: everything, or the series that match one of the names. */
export type Selection = { all: true } | { all: false; names: readonly SeriesName[] };

/** A series as a selection sees it; a device is named by its public id or its uid. */
export interface SelectableSeries {
  device: string;
  uid: string;
  metric: string;
}

/** Reads `"fleet"` or a list of series names; returns the first name that cannot be read. */
export function parseSelection(series: 'fleet' | readonly string[]): Selection | { badName: string } {
  if (series === 'fleet') return { all: true };
  const names: SeriesName[] = [];
  for (const text of series) {
    const name = parseSeriesName(text);
    if (!name) return { badName: text };
    names.push(name);
  }
  return { all: false, names };
}

/** True if the selection holds the series. */
export function selects(selection: Selection, series: SelectableSeries): boolean {
  return selection.all || selection.names.some((name) => matches(name, series));
}

function matches(name: SeriesName, series: SelectableSeries): boolean {
  const device = name.device === '*' || name.device === series.device || name.device === series.uid;
  return device && (name.metric === '*' || name.metric === series.metric);
}

/** Equal selections have equal keys, whatever the order of their names. */
export function selectionKey(selection: Selection): string {
  if (selection.all) return 'fleet';
  return selection.names
    .map((name) => `${encodeURIComponent(name.device)}/${encodeURIComponent(name.metric)}`)
    .sort()
    .join('&');
}
