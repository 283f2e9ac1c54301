import type { Metric } from '@sensorium/contracts';
import { seriesText, type SeriesTold } from '../../ui/texts/series-words';
import type { Texts } from '../../ui/texts/texts';
import { stateTone } from '../../ui/texts/value-words';
import { segmentsOf, type States, type Stretch } from './segments';
import type { StripRow } from './state-strip';

/** The row of a boolean or text: its states in `view`, and the `gaps` in which nothing is known of it. */
export function metricRow(
  texts: Texts,
  metric: Metric,
  series: SeriesTold & { readonly joined: States },
  { view, gaps, label }: { view: Stretch; gaps: readonly Stretch[]; label: string },
): StripRow {
  return {
    label,
    segments: segmentsOf(series.joined, view, gaps),
    word: (value) => seriesText(texts, metric, series, value),
    tone: (value) => stateTone(metric, value, series.text(value)),
  };
}
