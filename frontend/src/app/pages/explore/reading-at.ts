import type { Metric } from '@sensorium/contracts';
import type { JoinedSeries } from '../../data/joined-series';
import { findGaps, gapAfter, inGap, type Gap, type Stretch } from '../../widgets/chart/gaps';
import { readAt } from '../../widgets/chart/read';

/** What a series says at a time: NaN where it says nothing, with the silence that is the reason. */
export interface NumberAt {
  value: number;
  silence: Gap | null;
}

/** The number at `t`, in the gaps of `view`; `latest`: the last one before, however old it is. */
export function numberAt(
  points: JoinedSeries,
  { interval }: Pick<Metric, 'interval'>,
  outages: readonly Stretch[],
  view: Stretch,
  t: number,
  latest = false,
): NumberAt {
  const rule = { gapMs: gapAfter(interval), outages, held: false, known: points.known };
  const gaps = latest ? [] : findGaps(points, view, rule);
  const silence = inGap(gaps, t) ?? null;
  return { value: readAt(points, gaps, rule, t)?.value ?? NaN, silence };
}

/** The state at `t`: it holds until the next one, but not through silence. */
export function stateAt(
  points: JoinedSeries,
  outages: readonly Stretch[],
  view: Stretch,
  t: number,
): NumberAt {
  const rule = { gapMs: Infinity, outages, held: true, known: points.known };
  const gaps = findGaps(points, view, rule);
  const silence = inGap(gaps, t) ?? null;
  return { value: readAt(points, gaps, rule, t)?.value ?? NaN, silence };
}
