import type { Metric } from '@sensorium/contracts';

/** Which metrics a card shows: places in `metrics`. */
export interface CardMetrics {
  /** The large one; -1 if the device has no metric. */
  hero: number;
  others: readonly number[];
}

/**
 * The large one is the first metric that the device describes, since it says the most important first; of
 * a device that describes none the first number, else its first metric. Up to `most` others follow. How well its radio is
 * heard comes last of all.
 */
export function cardMetrics(metrics: readonly Metric[], most: number): CardMetrics {
  const described = metrics.findIndex((metric) => isDescribed(metric) && !isOfRadio(metric));
  const own = described >= 0 ? described : metrics.findIndex(isDescribed);
  const hero = own >= 0 ? own : firstNumber(metrics);
  const others: number[] = [];
  for (const radio of [false, true])
    for (let i = 0; i < metrics.length && others.length < most; i++) {
      const metric = metrics[i];
      if (i !== hero && metric && isOfRadio(metric) === radio) others.push(i);
    }
  return { hero, others };
}

function isDescribed({ label, unit }: Metric): boolean {
  return label !== null || unit !== null;
}

/** Units of how well a radio is heard. */
const RADIO: ReadonlySet<string> = new Set(['dBm', 'lqi']);

function isOfRadio({ unit, name }: Metric): boolean {
  return (unit !== null && RADIO.has(unit)) || /(^|[^a-z])l?snr$/i.test(name);
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
