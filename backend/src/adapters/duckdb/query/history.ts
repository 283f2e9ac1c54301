import { Gaps, M4 } from '@sensorium/domain/history';
import {
  STATE_POINTS_MAX,
  type SeriesAnswer,
  type SeriesQuery,
  type StoreValues,
} from '../../../ports/reading-store.js';
import type { OnDamage } from '../payloads.js';
import { join, NO_READINGS, slice, type Readings } from '../readings.js';
import type { Snapshot } from '../snapshots.js';
import { rangeOf, type Content } from './contents.js';
import { feedColumns, feedGaps } from './feeds.js';
import { readSurrounded, type Surrounded } from './outside.js';
import { Pieces, type IsEnough } from './pieces.js';
import { BoundedChanges } from './states.js';

/** Samples that are drawn as they are: at most so many times the width. */
const SAMPLES_PER_COLUMN = 4;

interface Task extends Surrounded {
  /** Points of change that it may have. */
  points: number;
  query: SeriesQuery;
  snapshot: Snapshot;
  onDamage: OnDamage;
}

/** Series over a range, as the contract of `GET /api/history` has them. */
export async function history(
  snapshot: Snapshot,
  queries: readonly SeriesQuery[],
  onDamage: OnDamage,
): Promise<SeriesAnswer[]> {
  if (queries.length === 0) return [];
  const ranges = queries.map(({ n, from, to }) => rangeOf(n, from, to));
  const surrounded = await readSurrounded(snapshot, ranges, onDamage);
  const answers: SeriesAnswer[] = [];
  let points = STATE_POINTS_MAX;
  for (const [i, query] of queries.entries()) {
    const stored = surrounded[i];
    if (!stored) continue;
    const one = await answer({ query, ...stored, points, snapshot, onDamage });
    if (query.state && query.raw === null) points -= one.t.length;
    answers.push(one);
  }
  return answers;
}

async function answer(task: Task): Promise<SeriesAnswer> {
  const { query, outside } = task;
  const gaps = query.gapMs === null ? null : new Gaps(query.from, query.to, query.gapMs);
  if (outside.before) gaps?.point(outside.before.t);
  const drawn = await draw(task, gaps);
  if (outside.after) gaps?.point(outside.after.t);
  return { ...drawn, ...outside, gaps: gaps?.take() ?? new Float64Array() };
}

type Drawn = Pick<SeriesAnswer, 'stored' | 't' | 'v'>;

async function draw(task: Task, gaps: Gaps | null): Promise<Drawn> {
  const { query, content } = task;
  if (query.raw !== null) return asSamples(await collect(task, gaps), query.raw);
  if (query.state) return drawStates(task, gaps);
  const most = SAMPLES_PER_COLUMN * query.width;
  if (leastStored(content) > most) return drawColumns(task, gaps);
  const samples = await collect(task, gaps);
  if (samples.t.length <= most) return asSamples(samples, most);
  const m4 = new M4(query.from, query.to, query.width);
  feedColumns(m4, samples);
  return { stored: samples.t.length, ...m4.take() };
}

/** Readings that are there for certain: those of chunks that lie in the range as a whole. */
function leastStored({ chunks, range }: Content): number {
  const [n, t0, t1] = [chunks.column('n'), chunks.column('t0'), chunks.column('t1')];
  let least = 0;
  for (let place = 0; place < chunks.count; place++) {
    if ((t0[place] ?? 0) >= range.from && (t1[place] ?? 0) <= range.to) least += n[place] ?? 0;
  }
  return least;
}

async function collect(task: Task, gaps: Gaps | null): Promise<Readings> {
  const parts: Readings[] = [];
  const isDense = densityOf(task);
  await pieces(task, () => false).collect((readings, place) => {
    parts.push(readings);
    if (gaps) feedGaps(gaps, readings, isDense(place));
  });
  return parts.length === 0 ? NO_READINGS : join(parts);
}

function asSamples(samples: Readings, most: number): Drawn {
  const { t, v, texts } = slice(samples, 0, Math.min(samples.t.length, most));
  return { stored: samples.t.length, t: inMs(t), v: texts ?? new Float64Array(v) };
}

async function drawColumns(task: Task, gaps: Gaps | null): Promise<Drawn> {
  const { from, to, width } = task.query;
  const m4 = new M4(from, to, width);
  const isDense = densityOf(task);
  let stored = 0;
  await pieces(task, isOneColumn(m4, isDense)).visit({
    span: (span) => {
      stored += span.n;
      m4.span(span);
      gaps?.span(span.t0, span.t1);
    },
    readings: (readings, place) => {
      stored += readings.t.length;
      feedColumns(m4, readings);
      if (gaps) feedGaps(gaps, readings, isDense(place));
    },
  });
  return { stored, ...m4.take() };
}

function isOneColumn(m4: M4, isDense: (place: number) => boolean): IsEnough {
  return (chunks, place) =>
    isDense(place) &&
    !Number.isNaN(chunks.column('v0')[place]) &&
    m4.fits((chunks.column('t0')[place] ?? 0) / 1_000, (chunks.column('t1')[place] ?? 0) / 1_000);
}

async function drawStates(task: Task, gaps: Gaps | null): Promise<Drawn> {
  const changes = new BoundedChanges(task.points);
  const isDense = densityOf(task);
  let stored = 0;
  const isConstant: IsEnough = (chunks, place) =>
    chunks.column('changes')[place] === 0 && isDense(place) && !Number.isNaN(chunks.column('v0')[place]);
  await pieces(task, isConstant).visit({
    span: (span) => {
      stored += span.n;
      changes.run(span.t0, span.t1, span.v0);
      gaps?.span(span.t0, span.t1);
    },
    readings: (readings, place) => {
      stored += readings.t.length;
      changes.readings(readings);
      if (gaps) feedGaps(gaps, readings, isDense(place));
    },
    isDone: () => changes.isFull,
  });
  const { t, v } = changes.take();
  return { stored, t, v: stateValues(v) };
}

function stateValues(v: (number | string)[]): StoreValues {
  return v.some((value) => typeof value === 'string') ? v.map(String) : Float64Array.from(v as number[]);
}

/** Tells of a chunk by its place whether no silence in it is a gap; -1 stands for other readings. */
function densityOf({ query: { gapMs }, content: { chunks } }: Task): (place: number) => boolean {
  const longest = gapMs === null ? Infinity : Math.round(gapMs * 1_000);
  const gap = chunks.column('gap');
  return (place) => place >= 0 && (gap[place] ?? 0) <= longest;
}

function pieces({ snapshot, content, onDamage }: Task, isEnough: IsEnough): Pieces {
  return new Pieces(snapshot.connection, content, isEnough, onDamage);
}

function inMs(t: Float64Array): Float64Array<ArrayBuffer> {
  return t.map((us) => us / 1_000);
}
