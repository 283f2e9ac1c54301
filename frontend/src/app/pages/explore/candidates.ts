import { formatSeriesName, type Metric } from '@sensorium/contracts';
import type { DeviceEntry } from '../../data/device-entry';
import { metricTitle } from '../../ui/texts/metric-title';
import type { Texts } from '../../ui/texts/texts';

/** One series of the fleet that could be picked. `words`: all that a search looks at. */
export interface Candidate {
  name: string;
  entry: DeviceEntry;
  metric: Metric;
  /** Row of its newest value. */
  row: number;
  title: string;
  words: string;
}

/** All series of the fleet, device by device in the order of their names. */
export function candidatesOf(texts: Texts, entries: readonly DeviceEntry[]): Candidate[] {
  const order = new Intl.Collator(texts.language(), { numeric: true });
  const sorted = [...entries].sort((a, b) => order.compare(a.device.name, b.device.name));
  return sorted.flatMap((entry) => {
    const { name, id, site, kind } = entry.device;
    const own = `${name} ${id} ${site ?? ''} ${kind ?? ''}`;
    return entry.device.metrics.map((metric, index) => {
      const title = metricTitle(texts, metric);
      const words = `${own} ${title} ${metric.name} ${metric.unit ?? ''}`;
      return {
        name: formatSeriesName(id, metric.name),
        entry,
        metric,
        row: entry.rows[index] ?? -1,
        title,
        words,
      };
    });
  });
}

/** Candidates of one device that stand together. */
export interface CandidateGroup {
  uid: string;
  entry: DeviceEntry;
  candidates: readonly Candidate[];
}

/** Those of the same device as groups, in the order of the first of each. */
export function grouped(candidates: readonly Candidate[]): CandidateGroup[] {
  const groups = new Map<string, CandidateGroup & { candidates: Candidate[] }>();
  for (const candidate of candidates) {
    const { entry } = candidate;
    const group = groups.get(entry.uid);
    if (group) group.candidates.push(candidate);
    else groups.set(entry.uid, { uid: entry.uid, entry, candidates: [candidate] });
  }
  return [...groups.values()];
}
