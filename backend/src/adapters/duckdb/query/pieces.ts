import type { Span } from '@sensorium/domain/history';
import { Spans, type ChunkList } from '../chunk-list.js';
import type { Connection } from '../connection.js';
import { ChunkRoom } from '../packed/chunk-room.js';
import { decode, PAYLOADS_AT_ONCE, readPacked, type OnDamage, type Packed } from '../payloads.js';
import { between, NO_READINGS, overlay, placeAfter, placeOf, slice, type Readings } from '../readings.js';
import { Slices } from '../turns.js';
import type { Content } from './contents.js';

/** Takes a range part by part, each later than the one before. */
export interface PieceVisitor {
  /** A chunk by its summary, with its place in the list. The span is valid during the call. */
  span(span: Span, place: number): void;
  /** Readings, with the place of the chunk if they are exactly those of one, else -1. */
  readings(readings: Readings, place: number): void;
  /** True: it wants no more. */
  isDone?: () => boolean;
}

/** Summaries, and unpacked chunks, between two looks at the clock. */
const SUMMARIES_A_LOOK = 256;
const UNPACKED_A_LOOK = 16;

const NOTHING: Promise<Packed> = Promise.resolve<Packed>(new Map());

/** True if the summary of a chunk is enough, by its place in the list. */
export type IsEnough = (chunks: ChunkList, place: number) => boolean;

/** Reads what is stored of a range in order of time, from summaries where that is enough. */
export class Pieces {
  private readonly spans: Spans;
  private readonly decode: Uint8Array;
  private readonly slices = new Slices();
  private room: ChunkRoom | undefined = new ChunkRoom();
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

  /** The readings of the pieces, to keep. */
  async collect(take: (readings: Readings, place: number) => void): Promise<void> {
    this.room = undefined;
    await this.visit({ span: () => undefined, readings: take });
  }

  /** Readings are valid during the call that takes them. The next chunks are read while some are worked on. */
  async visit(visitor: PieceVisitor): Promise<void> {
    const { count } = this.content.chunks;
    let packed = this.read(0);
    for (let from = 0; from < count;) {
      const to = this.endOfPart(from);
      const here = await packed;
      packed = to < count ? this.read(to) : NOTHING;
      await this.visitPart(from, to, here, visitor);
      if (visitor.isDone?.() === true) return;
      from = to;
    }
    addHot(visitor, this.hotUpTo(this.content.hot.t.length));
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

  private async visitPart(from: number, to: number, packed: Packed, visitor: PieceVisitor): Promise<void> {
    const { chunks, hot } = this.content;
    const t0 = chunks.column('t0');
    let work = 0;
    for (let place = from; place < to; place++) {
      if (this.at < hot.t.length) addHot(visitor, this.hotUpTo(placeOf(hot.t, t0[place] ?? 0)));
      if (this.decode[place] === 0) {
        visitor.span(this.spans.at(place), place);
        work += 1;
      } else {
        this.unpack(place, packed, visitor);
        work += SUMMARIES_A_LOOK / UNPACKED_A_LOOK;
      }
      if (work < SUMMARIES_A_LOOK) continue;
      work = 0;
      if (this.slices.isOver) await this.slices.next();
    }
  }

  private unpack(place: number, packed: Packed, visitor: PieceVisitor): void {
    const { chunks, hot } = this.content;
    const id = chunks.column('id')[place] ?? 0;
    const bytes = packed.get(id);
    const readings = (bytes && decode(id, bytes, this.onDamage, this.room)) ?? NO_READINGS;
    const isAll = this.at >= hot.t.length;
    const inside = isAll ? NO_READINGS : this.hotUpTo(placeAfter(hot.t, chunks.column('t1')[place] ?? 0));
    const here = this.isInside(place) ? readings : this.cut(readings);
    const whole = here === readings && inside.t.length === 0;
    const all = overlay(here, inside);
    if (all.t.length > 0) visitor.readings(all, whole ? place : -1);
  }

  private isInside(place: number): boolean {
    const { chunks, range } = this.content;
    return (chunks.column('t0')[place] ?? 0) >= range.from && (chunks.column('t1')[place] ?? 0) <= range.to;
  }

  private cut(readings: Readings): Readings {
    const { from, to } = this.content.range;
    return between(readings, from, to);
  }

  private hotUpTo(end: number): Readings {
    const from = this.at;
    if (end <= from) return NO_READINGS;
    this.at = end;
    return slice(this.content.hot, from, this.at);
  }
}

function addHot(visitor: PieceVisitor, readings: Readings): void {
  if (readings.t.length > 0) visitor.readings(readings, -1);
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
