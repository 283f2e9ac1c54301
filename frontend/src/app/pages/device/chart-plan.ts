import type { Metric } from '@sensorium/contracts';
import { cardMetrics } from '../../data/device-values';
import type { TextKey } from '../../ui/texts/keys';

/** One chart: its metrics, and what they have in common if there are several. */
export interface ChartPlan {
  metrics: readonly Metric[];
  /** The word that all names share; null for one metric, or for those that only share their quantity. */
  word: string | null;
  /** What their unit measures, of metrics that share no word. */
  quantity: TextKey | null;
  wide: boolean;
}

/** How a device's metrics are laid out: large values in their order, charts, and strips for states. */
export interface PagePlan {
  values: readonly Metric[];
  charts: readonly ChartPlan[];
  states: readonly Metric[];
}

/** Lines of one chart that share a word; those that share only their unit. */
const MOST_LINES = 6;
const MOST_STRANGERS = 3;

/** Units that tell what is measured: metrics that have one of them may share a chart without a common word. */
const QUANTITIES: ReadonlyMap<string, TextKey> = new Map([
  ['°C', 'metric.temperature'],
  ['°F', 'metric.temperature'],
  ['bar', 'metric.pressure'],
  ['hPa', 'metric.pressure'],
  ['kPa', 'metric.pressure'],
  ['V', 'metric.voltage'],
  ['A', 'metric.current'],
  ['kW', 'metric.power'],
  ['W', 'metric.power'],
  ['m³/h', 'metric.flow'],
  ['mm/s', 'metric.vibration'],
]);

interface Group {
  metrics: Metric[];
  word: string | null;
}

/** The first metric is large: its chart is wide. Numbers of one unit that belong together share a chart. */
export function pagePlan(metrics: readonly Metric[]): PagePlan {
  const { hero, others } = cardMetrics(metrics, metrics.length);
  const values = [hero, ...others].flatMap((place) => metrics[place] ?? []);
  const [lead, ...numbers] = values.filter(({ kind }) => kind === 'number');
  const groups = numbers.reduce<Group[]>(withMetric, []);
  const charts = groups.map((group) => planOf(group, false));
  return {
    values,
    charts: lead ? [planOf({ metrics: [lead], word: null }, true), ...charts] : [],
    states: values.filter(({ kind }) => kind !== 'number'),
  };
}

/** The words of a metric's name, in lower case: `supplyAir_temp2` is supply, air, temp, 2. */
export function wordsOf(name: string): string[] {
  return name
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})/u)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** The part of a metric's name that the chart's title does not say already. */
export function ownWords(metric: Metric, word: string | null): string {
  if (metric.label !== null || word === null) return metric.label ?? metric.name;
  const own = wordsOf(metric.name).filter((one) => one !== word);
  return own.length > 0 ? own.join(' ') : metric.name;
}

function planOf({ metrics, word }: Group, wide: boolean): ChartPlan {
  const quantity =
    metrics.length > 1 && word === null ? (QUANTITIES.get(metrics[0]?.unit ?? '') ?? null) : null;
  return { metrics, word, quantity, wide };
}

function withMetric(groups: Group[], metric: Metric): Group[] {
  for (const group of groups) {
    const word = commonWord(group, metric);
    if (word === undefined) continue;
    group.word = word;
    group.metrics.push(metric);
    return groups;
  }
  return [...groups, { metrics: [metric], word: null }];
}

/** The word that a metric would share with a group; null: only the quantity; undefined: it does not belong. */
function commonWord({ metrics, word }: Group, metric: Metric): string | null | undefined {
  const [first] = metrics;
  if (!first || metric.unit === null || first.unit !== metric.unit) return undefined;
  const known = word ?? (metrics.length === 1 ? sharedWord(first.name, metric.name) : null);
  if (known !== null) {
    const belongs = ends(metric.name).includes(known) && metrics.length < MOST_LINES;
    return belongs ? known : undefined;
  }
  return QUANTITIES.has(metric.unit) && metrics.length < MOST_STRANGERS ? null : undefined;
}

function sharedWord(a: string, b: string): string | null {
  const theirs = ends(b);
  return ends(a).find((word, place) => word !== '' && theirs[place] === word) ?? null;
}

/** First and last word of a name that has several; a single word is nobody's common one. */
function ends(name: string): string[] {
  const words = wordsOf(name);
  return words.length > 1 ? [words[0] ?? '', words.at(-1) ?? ''] : [];
}
