import { Spans, type ChunkList } from '../chunk-list.js';
import type { Connection } from '../connection.js';
import { PAYLOADS_AT_ONCE, readPacked, unpack, type OnDamage, type Packed } from '../payloads.js';
import { between, NO_READINGS, overlay, placeAfter, placeOf, slice, type Readings } from '../readings.js';
import { Slices } from '../turns.js';
import type { Content } from './contents.js';

/** A part of a range, each later than the one before: a chunk by its summary, or readings. */
export type Piece = { span: ReturnType<Spans['at']>; readings: null } | { span: null; readings: Readings };

/** Chunks between two looks at the clock. */
const CHUNKS_A_LOOK = 256;

const NOTHING: Promise<Packed> = Promise.resolve<Packed>(new Map());

/** True if the summary of a chunk is enough, by its place in the list. */
export type IsEnough = (chunks: ChunkList, place: number) => boolean;

/** Reads what is stored of a range in order of time, from summaries where that is enough. */
export class Pieces {
  private readonly spans: Spans;
  private readonly decode: Uint8Array;
  private at = 0;

  constructor(
    private readonly connection: Connection,
    private readonly content: Content,
    isEnough: IsEnough,
    private readonly onDamage: OnDamage,
  ) {
    this.spans = new Spans(content.chunks);
    this.decode = chunksToDecode(content, isEnough);
  }

  /** The pieces, many at a time. The next chunks are read while these are worked on. */
  async *all(): AsyncGenerator<Piece[], void, undefined> {
    const { count } = this.content.chunks;
    const slices = new Slices();
    let packed = this.read(0);
    for (let from = 0; from < count;) {
      const to = this.endOfPart(from);
      const here = await packed;
      packed = to < count ? this.read(to) : NOTHING;
      yield await this.part(from, to, await unpack(here, this.onDamage));
      from = to;
      if (slices.isOver) await slices.next();
    }
    const rest = slice(this.content.hot, this.at, this.content.hot.t.length);
    if (rest.t.length > 0) yield [{ span: null, readings: rest }];
  }

  /** Starts to read the chunks of the part that begins at a place. Whoever awaits it hears of a failure. */
  private read(from: number): Promise<Packed> {
    const ids = this.content.chunks.column('id').subarray(from, this.endOfPart(from));
    const packed = readPacked(this.connection, [...ids.filter((_, k) => this.decode[from + k] === 1)]);
    packed.catch(() => undefined);
    return packed;
  }

  private endOfPart(from: number): number {
    let decoded = 0;
    let place = from;
    while (place < this.content.chunks.count && decoded + (this.decode[place] ?? 0) <= PAYLOADS_AT_ONCE) {
      decoded += this.decode[place++] ?? 0;
    }
    return place;
  }

  private async part(from: number, to: number, payloads: Map<number, Readings>): Promise<Piece[]> {
    const { chunks, hot } = this.content;
    const [ids, t0, t1] = [chunks.column('id'), chunks.column('t0'), chunks.column('t1')];
    const pieces: Piece[] = [];
    const slices = new Slices();
    for (let place = from; place < to; place++) {
      if (place % CHUNKS_A_LOOK === 0 && slices.isOver) await slices.next();
      this.addHot(pieces, this.hotUpTo(placeOf(hot.t, t0[place] ?? 0)));
      if (this.decode[place] === 0) pieces.push({ span: this.spans.at(place), readings: null });
      else {
        const inside = this.hotUpTo(placeAfter(hot.t, t1[place] ?? 0));
        this.addHot(pieces, overlay(this.cut(place, payloads.get(ids[place] ?? 0) ?? NO_READINGS), inside));
      }
    }
    return pieces;
  }

  /** Readings of a chunk that are in the range. */
  private cut(place: number, readings: Readings): Readings {
    const { chunks, range } = this.content;
    const isInside =
      (chunks.column('t0')[place] ?? 0) >= range.from && (chunks.column('t1')[place] ?? 0) <= range.to;
    return isInside ? readings : between(readings, range.from, range.to);
  }

  private addHot(pieces: Piece[], readings: Readings): void {
    if (readings.t.length > 0) pieces.push({ span: null, readings });
  }

  private hotUpTo(end: number): Readings {
    const from = this.at;
    if (end <= from) return NO_READINGS;
    this.at = end;
    return slice(this.content.hot, from, this.at);
  }
}

/** 1 for each chunk whose summary is not enough: the range cuts it, hot readings fall into it, or by `isEnough`. */
function chunksToDecode({ chunks, hot, range }: Content, isEnough: IsEnough): Uint8Array {
  const [t0, t1] = [chunks.column('t0'), chunks.column('t1')];
  const decode = new Uint8Array(chunks.count);
  let at = 0;
  for (let place = 0; place < chunks.count; place++) {
    const [first = 0, last = 0] = [t0[place], t1[place]];
    while ((hot.t[at] ?? Infinity) < first) at++;
    const isWhole = first >= range.from && last <= range.to && (hot.t[at] ?? Infinity) > last;
    if (!isWhole || !isEnough(chunks, place)) decode[place] = 1;
  }
  return decode;
}
