import { placeAfter, placeOf } from '../readings.js';

/** Readings of a chunk that is cut from a run. */
export const CHUNK_READINGS = 512;

/** Readings of a chunk that took in late ones, before it is cut in two. */
const LARGEST_CHUNK = 2 * CHUNK_READINGS;

/** Readings in a rewrite after which the next one begins: bounds memory. */
const REWRITE_READINGS = 16_384;

/** Sealed chunks of one series around the new readings, sorted by time, not overlapping. Times in µs. */
export interface Existing {
  count: number;
  t0: Float64Array;
  t1: Float64Array;
  n: Float64Array;
}

/** Chunks (by place) and new readings (`from` up to, not including, `to`) that become new chunks together. */
export interface Rewrite {
  chunks: number[];
  from: number;
  to: number;
}

/**
 * Which chunks have to be written anew so that the new readings (`t` sorted) fit in: those that contain one, and
 * small neighbours of what is new. The others stay as they are.
 */
export function planRewrites(existing: Existing, t: Float64Array): Rewrite[] {
  const plan = new Plan(existing);
  for (let place = 0; place < existing.count; place++) {
    plan.newUpTo(placeOf(t, existing.t0[place] ?? 0), place - 1);
    plan.chunk(place, placeAfter(t, existing.t1[place] ?? 0));
  }
  plan.newUpTo(t.length, existing.count - 1);
  return plan.rewrites;
}

class Plan {
  readonly rewrites: Rewrite[] = [];
  private open: Rewrite | null = null;
  private size = 0;
  private taken = -1;
  private at = 0;

  constructor(private readonly existing: Existing) {}

  /** New readings between two chunks, of which `before` is the place of the first. */
  newUpTo(end: number, before: number): void {
    if (end === this.at) return;
    if (!this.open) {
      this.begin();
      if (before > this.taken && this.isSmall(before)) this.take(before);
    }
    this.extend(end);
  }

  /** The next chunk, with the new readings inside of it. */
  chunk(place: number, end: number): void {
    const touched = end > this.at;
    if (this.open && (this.size >= REWRITE_READINGS || !(touched || this.isSmall(place)))) this.open = null;
    if (!this.open && !touched) return;
    if (!this.open) this.begin();
    this.take(place);
    this.extend(end);
  }

  private begin(): void {
    this.open = { chunks: [], from: this.at, to: this.at };
    this.size = 0;
    this.rewrites.push(this.open);
  }

  private take(place: number): void {
    this.open?.chunks.push(place);
    this.taken = place;
    this.size += this.existing.n[place] ?? 0;
  }

  private extend(end: number): void {
    if (this.open) this.open.to = end;
    this.size += end - this.at;
    this.at = end;
  }

  private isSmall(place: number): boolean {
    return (this.existing.n[place] ?? CHUNK_READINGS) < CHUNK_READINGS;
  }
}

/**
 * Where a run of `count` readings is cut into chunks: ends of the chunks. At the end of a series they are full
 * but for the last one, elsewhere of one size.
 */
export function cuts(count: number, atEnd: boolean): number[] {
  if (!atEnd && count <= LARGEST_CHUNK) return [count];
  const parts = Math.ceil(count / CHUNK_READINGS);
  return Array.from({ length: parts }, (_, part) =>
    atEnd ? Math.min(count, (part + 1) * CHUNK_READINGS) : Math.round(((part + 1) * count) / parts),
  );
}
