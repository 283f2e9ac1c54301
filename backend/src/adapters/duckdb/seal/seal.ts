import { ChunkWriter, type ChunkIds } from '../chunk-writer.js';
import type { Connection } from '../connection.js';
import type { SeriesRows } from '../hot-rows.js';
import { readPayloads, type OnDamage } from '../payloads.js';
import { join, overlay, slice, type Readings } from '../readings.js';
import { CHUNK_TABLES } from '../schema.js';
import { Slices } from '../turns.js';
import { hotRuns } from './hot-runs.js';
import { readNeighbours, type Neighbours } from './neighbours.js';
import { CHUNK_READINGS, cuts, planRewrites, type Rewrite } from './rewrites.js';

/** Series and readings that are sealed at a time: bounds memory and the number of statements. */
const SERIES_AT_ONCE = 1_000;
const READINGS_AT_ONCE = 200_000;

/** Chunks that are read at a time to be written anew. */
const CHUNKS_AT_ONCE = 2_048;

/** Numbers in one list of a statement. */
const IDS_AT_ONCE = 5_000;

/** Connections that a seal needs: one to read the hot table, one to look up chunks, one to write. */
export interface SealConnections {
  source: Connection;
  lookup: Connection;
  sink: Connection;
}

/**
 * Packs a hot table that is written no more. All is written in the transaction that is open on `sink`; the
 * caller drops the table in it and commits. Gives way to other work every few ms.
 */
export async function sealHot(
  number: number,
  connections: SealConnections,
  ids: ChunkIds,
  onDamage: OnDamage,
): Promise<void> {
  const seal = new Seal(connections, ids, onDamage);
  let runs: SeriesRows[] = [];
  let readings = 0;
  for await (const run of hotRuns(connections.source, number)) {
    runs.push(run);
    readings += run.readings.t.length;
    if (runs.length < SERIES_AT_ONCE && readings < READINGS_AT_ONCE) continue;
    await seal.add(runs);
    runs = [];
    readings = 0;
  }
  await seal.add(runs);
  await seal.end();
}

/** New readings of a series, and the chunks that they become new chunks with. */
interface Work {
  s: number;
  ids: number[];
  readings: Readings;
  atEnd: boolean;
}

/** One seal under way. */
export class Seal {
  private readonly full: ChunkWriter;
  private readonly tail: ChunkWriter;
  private readonly slices = new Slices();
  private readonly replaced: number[] = [];

  constructor(
    private readonly connections: Pick<SealConnections, 'lookup' | 'sink'>,
    ids: ChunkIds,
    private readonly onDamage: OnDamage,
  ) {
    this.full = new ChunkWriter(connections.sink, 'chunk', ids);
    this.tail = new ChunkWriter(connections.sink, 'tail', ids);
  }

  /** Seals readings of series that were not added yet. */
  async add(runs: readonly SeriesRows[]): Promise<void> {
    if (runs.length === 0) return;
    const neighbours = await readNeighbours(this.connections.lookup, runs.map(reachOf));
    const works = runs.flatMap((run) => workOf(run, neighbours.get(run.s)));
    for (let from = 0, chunks = 0, k = 0; k < works.length; k++) {
      chunks += works[k]?.ids.length ?? 0;
      if (chunks < CHUNKS_AT_ONCE && k < works.length - 1) continue;
      await this.rewrite(works.slice(from, k + 1));
      from = k + 1;
      chunks = 0;
    }
  }

  /** Deletes what was replaced. */
  async end(): Promise<void> {
    await this.full.end();
    await this.tail.end();
    for (let from = 0; from < this.replaced.length; from += IDS_AT_ONCE) {
      const list = this.replaced.slice(from, from + IDS_AT_ONCE).join(', ');
      for (const table of CHUNK_TABLES) {
        await this.connections.sink.run(`DELETE FROM h.main.${table} WHERE id IN (${list})`);
      }
    }
  }

  private async rewrite(works: readonly Work[]): Promise<void> {
    const ids = works.flatMap((work) => work.ids);
    const sealed = await readPayloads(this.connections.lookup, ids, this.onDamage);
    for (const { s, ids, readings, atEnd } of works) {
      const old = join(ids.flatMap((id) => sealed.get(id) ?? []));
      await this.write(s, overlay(old, readings), atEnd);
    }
    for (const id of ids) this.replaced.push(id);
  }

  /** Adds sorted readings as new chunks; at the end of a series the last one goes to the tails if not full. */
  async write(s: number, readings: Readings, atEnd: boolean): Promise<void> {
    let from = 0;
    for (const to of cuts(readings.t.length, atEnd)) {
      const isTail = atEnd && to - from < CHUNK_READINGS;
      await (isTail ? this.tail : this.full).add(s, slice(readings, from, to));
      from = to;
      if (this.slices.isOver) await this.slices.next();
    }
  }
}

const NONE = { count: 0, t0: new Float64Array(), t1: new Float64Array(), n: new Float64Array() };

function reachOf({ s, readings: { t } }: SeriesRows): { s: number; from: number; to: number } {
  return { s, from: t[0] ?? 0, to: t.at(-1) ?? 0 };
}

function workOf({ s, readings }: SeriesRows, neighbours: Neighbours | undefined): Work[] {
  return planRewrites(neighbours ?? NONE, readings.t).map((rewrite) => ({
    s,
    ids: rewrite.chunks.map((place) => neighbours?.ids[place] ?? 0),
    readings: slice(readings, rewrite.from, rewrite.to),
    atEnd: rewrite.to === readings.t.length && isAtEnd(rewrite, neighbours),
  }));
}

/** True if no chunk of the series is later than the last rewrite. */
function isAtEnd(rewrite: Rewrite, neighbours: Neighbours | undefined): boolean {
  if (!neighbours) return true;
  const last = neighbours.count - 1;
  return neighbours.isTail(last) ? rewrite.chunks.at(-1) === last : neighbours.after === 0;
}
