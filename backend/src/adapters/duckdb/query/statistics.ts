import { p95, type Span } from '@sensorium/domain/history';
import type { SeriesQuery, StatisticsAnswer } from '../../../ports/reading-store.js';
import type { ChunkList } from '../chunk-list.js';
import type { OnDamage } from '../payloads.js';
import type { Readings } from '../readings.js';
import type { Snapshot } from '../snapshots.js';
import { rangeOf, readContents, type Content } from './contents.js';
import { Pieces } from './pieces.js';

/** Samples of which p95 is exact; of more, it is that of about half as many. */
const EXACT_SAMPLES = 2_000_000;

/** Statistics of each series over its range. */
export async function statistics(
  snapshot: Snapshot,
  queries: readonly Pick<SeriesQuery, 'n' | 'from' | 'to'>[],
  onDamage: OnDamage,
): Promise<StatisticsAnswer[]> {
  if (queries.length === 0) return [];
  const ranges = queries.map(({ n, from, to }) => rangeOf(n, from, to));
  const answers: StatisticsAnswer[] = [];
  for (const content of await readContents(snapshot, ranges)) {
    answers.push(await statisticsOf(snapshot, content, onDamage));
  }
  return answers;
}

async function statisticsOf(
  snapshot: Snapshot,
  content: Content,
  onDamage: OnDamage,
): Promise<StatisticsAnswer> {
  const stored = sum(content.chunks.column('n')) + content.hot.t.length;
  const every = stored <= EXACT_SAMPLES ? 1 : Math.ceil((2 * stored) / EXACT_SAMPLES);
  const isEnough = (chunks: ChunkList, place: number) =>
    place % every !== 0 && !Number.isNaN(chunks.column('v0')[place]);
  const figures = new Figures(Math.min(stored, EXACT_SAMPLES));
  const sums = content.chunks.column('sum');
  await new Pieces(snapshot.connection, content, isEnough, onDamage).visit({
    span: (span, place) => figures.addSpan(span, sums[place] ?? 0),
    readings: (readings) => figures.addReadings(readings),
  });
  return { ...figures.take(), p95Exact: every === 1 };
}

/** Count, extremes, sum and last of all pieces, p95 of the readings. */
class Figures {
  private readonly samples: Float64Array;
  private taken = 0;
  private count = 0;
  private min = Infinity;
  private max = -Infinity;
  private total = 0;
  private last = Number.NaN;

  constructor(capacity: number) {
    this.samples = new Float64Array(capacity);
  }

  addSpan({ min, max, n, v1 }: Span, total: number): void {
    this.note(min, max, total, n);
    this.last = v1;
  }

  addReadings({ v, texts }: Readings): void {
    if (!texts) for (const value of v) this.sample(value);
  }

  take(): Omit<StatisticsAnswer, 'p95Exact'> {
    const { count, total, last } = this;
    if (count === 0) return { count, min: NaN, max: NaN, sum: NaN, last, p95: NaN };
    const { min, max } = this;
    return { count, min, max, sum: total, last, p95: p95(this.samples.subarray(0, this.taken)) };
  }

  private sample(v: number): void {
    this.note(v, v, v, 1);
    this.last = v;
    if (this.taken < this.samples.length) this.samples[this.taken++] = v;
  }

  private note(min: number, max: number, total: number, count: number): void {
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
    this.total += total;
    this.count += count;
  }
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}
