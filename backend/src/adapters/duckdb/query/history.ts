import { Changes, Gaps, M4 } from '@sensorium/domain/history';
import type { SeriesAnswer, SeriesQuery, StoreValues } from '../../../ports/reading-store.js';
import type { OnDamage } from '../payloads.js';
import { join, NO_READINGS, slice, type Readings } from '../readings.js';
import type { Snapshot } from '../snapshots.js';
import { Slices } from '../turns.js';
import { rangeOf, type Content } from './contents.js';
import { readSurrounded, type Surrounded } from './outside.js';
import { Pieces, type IsEnough, type Piece } from './pieces.js';

/** Samples that are drawn as they are: at most so many times the width. */
const SAMPLES_PER_COLUMN = 4;

interface Task extends Surrounded {
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
  for (const [i, query] of queries.entries()) {
    const stored = surrounded[i];
    if (stored) answers.push(await answer({ query, ...stored, snapshot, onDamage }));
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
  feed(m4, samples);
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
  await each(
    task,
    () => false,
    (piece) => {
      if (!piece.readings) return;
      parts.push(piece.readings);
      noteTimes(gaps, piece);
    },
  );
  return parts.length === 0 ? NO_READINGS : join(parts);
}

function asSamples(samples: Readings, most: number): Drawn {
  const { t, v, texts } = slice(samples, 0, Math.min(samples.t.length, most));
  return { stored: samples.t.length, t: inMs(t), v: texts ?? new Float64Array(v) };
}

async function drawColumns(task: Task, gaps: Gaps | null): Promise<Drawn> {
  const { query } = task;
  const m4 = new M4(query.from, query.to, query.width);
  let stored = 0;
  await each(task, isOneColumn(m4, query), (piece) => {
    stored += piece.span?.n ?? piece.readings?.t.length ?? 0;
    if (piece.span) m4.span(piece.span);
    else feed(m4, piece.readings);
    noteTimes(gaps, piece);
  });
  return { stored, ...m4.take() };
}

function isOneColumn(m4: M4, { gapMs }: SeriesQuery): IsEnough {
  const longest = gapMs === null ? Infinity : Math.round(gapMs * 1_000);
  return (chunks, place) =>
    (chunks.column('gap')[place] ?? 0) <= longest &&
    !Number.isNaN(chunks.column('v0')[place]) &&
    m4.fits((chunks.column('t0')[place] ?? 0) / 1_000, (chunks.column('t1')[place] ?? 0) / 1_000);
}

async function drawStates(task: Task, gaps: Gaps | null): Promise<Drawn> {
  const { gapMs } = task.query;
  const longest = gapMs === null ? Infinity : Math.round(gapMs * 1_000);
  const changes = new Changes<number | string>();
  let stored = 0;
  const isConstant: IsEnough = (chunks, place) =>
    chunks.column('changes')[place] === 0 &&
    (chunks.column('gap')[place] ?? 0) <= longest &&
    !Number.isNaN(chunks.column('v0')[place]);
  await each(task, isConstant, (piece) => {
    stored += piece.span?.n ?? piece.readings?.t.length ?? 0;
    if (piece.span) changes.run(piece.span.t0, piece.span.t1, piece.span.v0);
    else feedStates(changes, piece.readings);
    noteTimes(gaps, piece);
  });
  const { t, v } = changes.take();
  return { stored, t, v: stateValues(v) };
}

function stateValues(v: (number | string)[]): StoreValues {
  return v.some((value) => typeof value === 'string') ? v.map(String) : Float64Array.from(v as number[]);
}

/** Reads all of a range, a piece after the other, giving way to other work. */
async function each(
  { snapshot, content, onDamage }: Task,
  isEnough: IsEnough,
  take: (piece: Piece) => void,
): Promise<void> {
  const slices = new Slices();
  for await (const part of new Pieces(snapshot.connection, content, isEnough, onDamage).all()) {
    for (const piece of part) {
      take(piece);
      if (slices.isOver) await slices.next();
    }
  }
}

function feed(m4: M4, { t, v }: Readings): void {
  for (let row = 0; row < t.length; row++) m4.point((t[row] ?? 0) / 1_000, v[row] ?? 0);
}

function feedStates(changes: Changes<number | string>, { t, v, texts }: Readings): void {
  for (let row = 0; row < t.length; row++) changes.point((t[row] ?? 0) / 1_000, texts?.[row] ?? v[row] ?? 0);
}

function noteTimes(gaps: Gaps | null, { span, readings }: Piece): void {
  if (!gaps) return;
  if (span) gaps.span(span.t0, span.t1);
  else for (const t of readings.t) gaps.point(t / 1_000);
}

function inMs(t: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(t, (us) => us / 1_000);
}
