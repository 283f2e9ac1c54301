import { shownPresence } from '../../data/fleet-view';
import type { LiveStream } from '../../data/range-past';
import type { TimeWords } from '../../ui/range/time-words';
import { metricTitle } from '../../ui/texts/metric-title';
import { NONE, seriesText } from '../../ui/texts/series-words';
import type { Texts } from '../../ui/texts/texts';
import type { Stretch } from '../../widgets/chart/gaps';
import { gapText } from '../../widgets/chart/gap-text';
import { bucketAt } from './buckets';
import type { Bars, ExploreFigures } from './explore-figures';
import type { DrawnNumber } from './explore-state';
import type { Picked } from './picked';
import { numberAt, stateAt, type NumberAt } from './reading-at';
import { figuresOf, increaseOf, type SeriesRow } from './series-row';
import { figureWords } from './figure-words';

/** What rows are written from. `cursor`: where the crosshair stands; null: at the newest. */
export interface RowSource {
  texts: Texts;
  words: TimeWords;
  live: LiveStream;
  figures: ExploreFigures;
  /** The bars that are shown; null: lines are. */
  bars: Bars | null;
  outages: readonly Stretch[];
  view: Stretch;
  cursor: number | null;
  /** The view goes on with the present. */
  isLive: boolean;
  lost: boolean;
}

/** The row of a number. */
export function numberRow(one: DrawnNumber, drawn: boolean, source: RowSource): SeriesRow {
  const { name, metric, look, hidden, side } = one;
  const past = source.live.of(name);
  const write = (value: number | null): string =>
    figureWords(source.texts, 'measured', value, metric.unit, past.decimals);
  const writeGrowth = (value: number | null): string =>
    figureWords(source.texts, 'difference', value, metric.unit, past.decimals);
  const statistics = source.figures.statistics().get(name);
  const increase = source.figures.increases().get(name);
  const whole = (n: number): string => source.texts.numbers().fixed(n, 0);
  return {
    ...headOf(one, source),
    unit: source.texts.unit(metric.unit),
    look,
    hidden,
    side,
    waits: side === 'none' && !hidden && (one.counter || source.bars === null),
    drawn,
    ...(source.bars ? barValue(name, source.bars, writeGrowth, source.cursor) : lineValue(one, source)),
    figures: statistics ? figuresOf(statistics, write, whole) : null,
    increase: increase && one.counter ? increaseOf(increase, writeGrowth) : null,
    counts: one.counter ? (one.chosen ? 'chosen' : 'itself') : 'could',
  };
}

/** The row of a boolean or a text. */
export function stateRow(one: Picked, hidden: boolean, source: RowSource): SeriesRow {
  const { joined } = source.live.of(one.name);
  const at = source.cursor ?? source.view.to;
  const reading = stateAt(joined, source.outages, source.view, at);
  const statistics = source.figures.statistics().get(one.name);
  const whole = (n: number): string => source.texts.numbers().fixed(n, 0);
  return {
    ...headOf(one, source),
    unit: null,
    look: null,
    hidden,
    side: 'none',
    waits: false,
    drawn: !hidden,
    ...valueOf(one, reading, source),
    figures: statistics ? figuresOf(statistics, () => NONE, whole) : null,
    increase: null,
    counts: 'never',
  };
}

function headOf(
  { asked, device, metric }: Picked,
  { texts, lost, cursor, isLive, bars }: RowSource,
): Pick<SeriesRow, 'asked' | 'device' | 'uid' | 'title' | 'old'> {
  const present = cursor === null && isLive && bars === null;
  return {
    asked,
    device: device.name,
    uid: device.uid,
    title: metricTitle(texts, metric),
    old: present && shownPresence(metric.state, lost) !== 'live',
  };
}

function lineValue(one: DrawnNumber, source: RowSource): Pick<SeriesRow, 'value' | 'silence'> {
  const { cursor, view, isLive, outages } = source;
  const { joined } = source.live.of(one.name);
  const latest = cursor === null && isLive;
  return valueOf(one, numberAt(joined, one.metric, outages, view, cursor ?? view.to, latest), source);
}

function valueOf(
  { name, metric }: Picked,
  { value, silence }: NumberAt,
  { texts, words, live, cursor }: RowSource,
): Pick<SeriesRow, 'value' | 'silence'> {
  const said = silence !== null && cursor !== null ? gapText(texts, words, silence) : null;
  return { value: seriesText(texts, metric, live.of(name), value), silence: said };
}

function barValue(
  name: string,
  { names, buckets }: Bars,
  write: (value: number | null) => string,
  cursor: number | null,
): Pick<SeriesRow, 'value' | 'silence'> {
  const bucket = bucketAt(buckets, cursor) ?? buckets.at(-1);
  return { value: write(bucket?.values[names.indexOf(name)] ?? null), silence: null };
}
