import type { StoreSample } from '../../../ports/reading-store.js';
import { hotRelation } from '../hot-tables.js';
import { readPayloads, type OnDamage } from '../payloads.js';
import { between, type Readings } from '../readings.js';
import { CHUNK_TABLES } from '../schema.js';
import type { Snapshot } from '../snapshots.js';
import {
  RANGES_ALONE,
  rangeRelation,
  readContents,
  seriesFilter,
  type Content,
  type Range,
} from './contents.js';

/** The nearest samples outside of a range, times in ms. */
export interface Outside {
  before: StoreSample | null;
  after: StoreSample | null;
}

/** A range with what is stored of it and the nearest samples outside. */
export interface Surrounded {
  content: Content;
  outside: Outside;
}

/**
 * What is stored of each range and nearest to it. First the nearest times of hot readings and of ends of chunks; a
 * chunk that the border of the range cuts has a nearer one inside, so that what is between is read, too.
 */
export async function readSurrounded(
  snapshot: Snapshot,
  ranges: readonly Range[],
  onDamage: OnDamage,
): Promise<Surrounded[]> {
  const near = await nearestTimes(snapshot, ranges);
  const sides = ranges.flatMap(({ s, from, to }, i) => {
    const [before, after] = near[i] ?? [Number.NaN, Number.NaN];
    return [
      { s, from: Number.isNaN(before) ? from : before, to: from - 1 },
      { s, from: to + 1, to: Number.isNaN(after) ? to : after },
    ];
  });
  const contents = await readContents(snapshot, [...ranges, ...sides]);
  const samples = await samplesOf(snapshot, contents.slice(ranges.length), onDamage);
  return contents.slice(0, ranges.length).map((content, i) => ({
    content,
    outside: { before: samples[2 * i] ?? null, after: samples[2 * i + 1] ?? null },
  }));
}

/** The last sample of the first range, the first of the second, the last of the third, and so on. */
async function samplesOf(
  { connection }: Snapshot,
  contents: readonly Content[],
  onDamage: OnDamage,
): Promise<(StoreSample | null)[]> {
  const ends = contents.map((content, i) => endOf(content, i % 2 === 0 ? 'last' : 'first'));
  const ids = ends.flatMap((end) => (end?.sample === null ? [end.id] : []));
  const payloads = await readPayloads(connection, ids, onDamage);
  return ends.map((end, i) => {
    const [side, content] = [i % 2 === 0 ? 'last' : 'first', contents[i]] as const;
    const sealed = end && (end.sample ?? sampleOf(content, payloads.get(end.id), side));
    return nearer(sealed, sampleOf(content, content?.hot, side), side);
  });
}

type Side = 'first' | 'last';

/** The chunk at that end of a range, with its sample where the summary has it. */
function endOf({ chunks, range }: Content, side: Side): { id: number; sample: StoreSample | null } | null {
  if (chunks.count === 0) return null;
  const place = side === 'last' ? chunks.count - 1 : 0;
  const id = chunks.column('id')[place] ?? 0;
  const t = chunks.column(side === 'last' ? 't1' : 't0')[place] ?? 0;
  const v = chunks.column(side === 'last' ? 'v1' : 'v0')[place] ?? Number.NaN;
  const isKnown = t >= range.from && t <= range.to && !Number.isNaN(v);
  return { id, sample: isKnown ? { t: t / 1_000, v } : null };
}

/** A hot sample replaces a sealed one of the same time. */
function nearer(sealed: StoreSample | null, hot: StoreSample | null, side: Side): StoreSample | null {
  if (!sealed || !hot) return sealed ?? hot;
  const isHot = side === 'last' ? hot.t >= sealed.t : hot.t <= sealed.t;
  return isHot ? hot : sealed;
}

function sampleOf(
  content: Content | undefined,
  readings: Readings | undefined,
  side: Side,
): StoreSample | null {
  if (!content || !readings) return null;
  const { t, v, texts } = between(readings, content.range.from, content.range.to);
  const place = side === 'last' ? t.length - 1 : 0;
  const at = t[place];
  return at === undefined ? null : { t: at / 1_000, v: texts?.[place] ?? v[place] ?? 0 };
}

/** For each range: the latest time before it and the earliest after it that a summary or a hot row shows, or NaN. */
async function nearestTimes(snapshot: Snapshot, ranges: readonly Range[]): Promise<[number, number][]> {
  const isFew = ranges.length <= RANGES_ALONE;
  const rows = await snapshot.connection.read(
    isFew ? selectAlone(snapshot, ranges) : selectTogether(snapshot, ranges),
  );
  const found = ranges.map((): [number, number] => [Number.NaN, Number.NaN]);
  const [before, after] = [rows.numbers(1), rows.numbers(2)];
  for (const [row, i] of rows.numbers(0).entries()) {
    found[i] = [before[row] ?? Number.NaN, after[row] ?? Number.NaN];
  }
  return found;
}

/** Times of all chunks and hot readings of the series, as a relation with the columns s, t0, t1. */
function timesRelation({ hot }: Snapshot, ranges: readonly Range[]): string {
  const only = seriesFilter(ranges);
  const chunks = CHUNK_TABLES.map((table) => `SELECT s, t0, t1 FROM h.main.${table} WHERE ${only}`);
  return `(${chunks.join(' UNION ALL ')} UNION ALL SELECT s, t, t FROM ${hotRelation(hot, only)})`;
}

function selectAlone(snapshot: Snapshot, ranges: readonly Range[]): string {
  return ranges
    .map(
      (range, i) =>
        `SELECT ${i}, ${nearest(String(range.from), String(range.to))} FROM ${timesRelation(snapshot, [range])}`,
    )
    .join(' UNION ALL ');
}

function selectTogether(snapshot: Snapshot, ranges: readonly Range[]): string {
  return `
    WITH r AS MATERIALIZED ${rangeRelation(ranges)}
    SELECT i, ${nearest('a', 'b')} FROM ${timesRelation(snapshot, ranges)} JOIN r USING (s) GROUP BY i`;
}

/** The two times for a range from `a` to `b`. */
function nearest(a: string, b: string): string {
  const before = `max(if(t1 < ${a}, t1, if(t0 < ${a}, t0, NULL)))`;
  const after = `min(if(t0 > ${b}, t0, if(t1 > ${b}, t1, NULL)))`;
  return `coalesce(${before}::DOUBLE, 'nan'), coalesce(${after}::DOUBLE, 'nan')`;
}
