import type { Metric } from '@sensorium/contracts';

/** Which metrics a card shows: places in `metrics`. */
export interface CardMetrics {
  /** The large one; -1 if the device has no metric. */
  hero: number;
  others: readonly number[];
}

/**
 * The large one is the first metric that the device describes, since it says the most important first; of
 * a device that describes none the first number, else its first metric. Up to `most` others follow.
 */
export function cardMetrics(metrics: readonly Metric[], most: number): CardMetrics {
  const described = metrics.findIndex(({ label, unit }) => label !== null || unit !== null);
  const hero = described >= 0 ? described : firstNumber(metrics);
  const others: number[] = [];
  for (let i = 0; i < metrics.length && others.length < most; i++) if (i !== hero) others.push(i);
  return { hero, others };
}

function firstNumber(metrics: readonly Metric[]): number {
  const number = metrics.findIndex(({ kind }) => kind === 'number');
  return number < 0 && metrics.length > 0 ? 0 : number;
}

/** Shortest interval of the device's metrics in ms, the beat of its messages; null if none is known. */
export function beatOf(metrics: readonly Metric[]): number | null {
  let beat: number | null = null;
  for (const { interval } of metrics)
    if (interval !== null && (beat === null || interval < beat)) beat = interval;
  return beat;
}

export type ValueWord = 'on' | 'off' | 'open' | 'closed' | 'yes' | 'no';

/** The word for a boolean, by what the metric's name says that it means. */
export function booleanWord(metric: string, value: boolean): ValueWord {
  const name = metric.toLowerCase();
  if (name.includes('contact')) return value ? 'closed' : 'open';
  if (/door|open|window|valve|gate/.test(name)) return value ? 'open' : 'closed';
  if (/motion|occupan|presence|leak|smoke|alarm|tamper|fault|error|low/.test(name))
    return value ? 'yes' : 'no';
  return value ? 'on' : 'off';
}

/** Words of texts that mean rest: they get no colour. */
const REST = /^(off|idle|standby|stopped|closed|none|ok|normal|inactive|sleep)$/i;
/** Colours of the other texts, in the order of first sight. */
const COLOURS = [1, 2, 3, 4, 5, 6];

/** Number of the series colour of a state: rest has none (0), what deserves a look has the second. */
export function stateTone(metric: Pick<Metric, 'kind' | 'name'>, value: number, text: string): number {
  if (metric.kind === 'text') return REST.test(text) ? 0 : (COLOURS[value % COLOURS.length] ?? 1);
  const word = booleanWord(metric.name, value !== 0);
  if (word === 'open' || word === 'yes') return 2;
  return word === 'on' ? 1 : 0;
}
