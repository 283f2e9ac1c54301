/** Points of one series, oldest first. Times in ms of the server's clock. */
export interface SparkSource {
  readonly length: number;
  time(index: number): number;
  value(index: number): number;
}

/** What is drawn: times and values side by side, `null` where the line breaks. */
export interface SparkLine {
  times: number[];
  values: (number | null)[];
  from: number;
  to: number;
}

/** Shortest stretch of time that fills the width, so that two points do not look like a trend. */
const LEAST_SPAN_MS = 30_000;

/**
 * The line of a sparkline. It breaks where two points lie further apart than `gapMs`, and ends before the right
 * edge if the newest point is older than `until` (NaN: the newest point is the edge). With `hold` the newest
 * value goes on to the edge: a state lasts until it is told otherwise.
 */
export function sparkLine(source: SparkSource, gapMs: number, until: number, hold = false): SparkLine {
  const times: number[] = [];
  const values: (number | null)[] = [];
  for (let i = 0; i < source.length; i++) {
    const t = source.time(i);
    const before = times.at(-1);
    if (before !== undefined && t - before > gapMs) {
      times.push((before + t) / 2);
      values.push(null);
    }
    times.push(t);
    values.push(source.value(i));
  }
  const last = times.at(-1) ?? 0;
  const to = until > last ? until : last;
  if (hold && to > last && times.length > 0) {
    times.push(to);
    values.push(values.at(-1) ?? null);
  }
  return { times, values, from: Math.min(times[0] ?? 0, to - LEAST_SPAN_MS), to };
}

/** Range of the vertical axis around what lies between `low` and `high`; a flat line stays in the middle. */
export function sparkRange(low: number, high: number): [number, number] {
  const least = Math.max(Math.abs(low), Math.abs(high)) * 0.005 || 1;
  const missing = Math.max(0, least - (high - low)) / 2;
  return [low - missing, high + missing];
}
