import { Increase } from '@sensorium/domain/history';
import type { TotalsAnswer, TotalsQuery } from '../../../ports/reading-store.js';
import type { OnDamage } from '../payloads.js';
import type { Readings } from '../readings.js';
import type { Snapshot } from '../snapshots.js';
import { rangeOf } from './contents.js';
import { readSurrounded, type Surrounded } from './outside.js';
import { Pieces, type IsEnough } from './pieces.js';

/** What counters counted in each bucket. */
export async function totals(
  snapshot: Snapshot,
  queries: readonly TotalsQuery[],
  onDamage: OnDamage,
): Promise<TotalsAnswer[]> {
  if (queries.length === 0) return [];
  const ranges = queries.map(({ n, edges }) => rangeOf(n, edges[0] ?? 0, edges.at(-1) ?? 0));
  const surrounded = await readSurrounded(snapshot, ranges, onDamage);
  const answers: TotalsAnswer[] = [];
  for (const [i, query] of queries.entries()) {
    const stored = surrounded[i];
    if (stored) answers.push(await totalsOf(query, stored, snapshot, onDamage));
  }
  return answers;
}

async function totalsOf(
  query: TotalsQuery,
  { content, outside: { before } }: Surrounded,
  snapshot: Snapshot,
  onDamage: OnDamage,
): Promise<TotalsAnswer> {
  const buckets = new Buckets(query);
  if (before) buckets.begin(Number(before.v));
  const { chunks } = content;
  const [increase, drops] = [chunks.column('increase'), chunks.column('drops')];
  await new Pieces(snapshot.connection, content, isOneBucket(query), onDamage).visit({
    span: ({ t0, v0, v1 }, place) =>
      buckets.addSpan(t0, { v0, v1, increase: increase[place] ?? 0, drops: drops[place] ?? 0 }),
    readings: (readings) => buckets.addReadings(readings),
  });
  return buckets.take();
}

/** A chunk inside of one bucket; one with falls only where a fall can be nothing but a reset. */
function isOneBucket({ edges, max }: TotalsQuery): IsEnough {
  return (chunks, place) => {
    const first = bucketOf((chunks.column('t0')[place] ?? 0) / 1_000, edges);
    const last = bucketOf((chunks.column('t1')[place] ?? 0) / 1_000, edges);
    const canRollOver = max !== null && chunks.column('drops')[place] !== 0;
    return first === last && !canRollOver && !Number.isNaN(chunks.column('v0')[place]);
  };
}

/** Place of the bucket that a time is in; the last one holds its end, too. */
function bucketOf(t: number, edges: Float64Array): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((edges[middle] ?? 0) <= t) low = middle;
    else high = middle - 1;
  }
  return Math.min(low, edges.length - 2);
}

class Buckets {
  private readonly counter: Increase;
  private readonly increase: Float64Array<ArrayBuffer>;

  constructor(private readonly query: TotalsQuery) {
    this.counter = new Increase(query.max);
    this.increase = new Float64Array(Math.max(0, query.edges.length - 1)).fill(Number.NaN);
  }

  /** The counter stood so before the first bucket. */
  begin(value: number): void {
    this.counter.next(value);
  }

  addSpan(t0: number, span: Parameters<Increase['span']>[0]): void {
    this.grow(t0, this.counter.span(span));
  }

  addReadings({ t, v, texts }: Readings): void {
    if (texts) return;
    for (let row = 0; row < t.length; row++) this.grow((t[row] ?? 0) / 1_000, this.counter.next(v[row] ?? 0));
  }

  take(): TotalsAnswer {
    const { increase, counter } = this;
    return { increase, resets: counter.resets, rollovers: counter.rollovers };
  }

  private grow(t: number, by: number): void {
    const bucket = bucketOf(t, this.query.edges);
    const sofar = this.increase[bucket] ?? Number.NaN;
    this.increase[bucket] = Number.isNaN(sofar) ? by : sofar + by;
  }
}
