import { TEXT } from '@sensorium/contracts';
import type { ColumnsBuilder } from '@sensorium/domain/live';
import type { ReadingColumns } from '../ports/live-bus.js';

/** Bounds of the rings: how old, how many of a series, and how much memory in all. */
export interface RingBounds {
  ageMicros: number;
  points: number;
  bytes: number;
}

export const RING_BOUNDS: RingBounds = { ageMicros: 900_000_000, points: 1_000, bytes: 134_217_728 };

const FIRST_POINTS = 8;
const POINT_BYTES = 17;

/** Bytes of a ring besides its points: objects and headers. */
const RING_BYTES = 400;

/** The last readings of one series in the order of their arrival. */
interface Ring {
  t: Float64Array;
  value: Float64Array;
  flags: Uint8Array;
  texts: string[] | undefined;
  next: number;
  count: number;
}

/**
 * The readings of the last 15 minutes of every series, so that a chart never starts empty. A ring doubles
 * until its series has enough; when memory is used up, rings stop growing and hold a shorter time.
 */
export class RecentRings {
  bytes = 0;
  private readonly rings: (Ring | undefined)[] = [];

  constructor(private readonly bounds: RingBounds = RING_BOUNDS) {}

  append(columns: ReadingColumns): void {
    for (let row = 0; row < columns.count; row++) {
      const n = columns.series[row] ?? 0;
      const flags = columns.flags[row] ?? 0;
      const value = columns.value[row] ?? 0;
      const text = (flags & TEXT) === 0 ? undefined : (columns.texts[value] ?? '');
      const ring = this.ringFor(n);
      if (ring) push(ring, columns.t[row] ?? 0, value, flags, text);
    }
  }

  /** Copies the newest `limit` readings of a series since `from` (µs), in time order, into `to`. */
  copy(n: number, from: number, limit: number, to: ColumnsBuilder): void {
    const ring = this.rings[n];
    if (!ring) return;
    const size = ring.t.length;
    const places = Array.from({ length: ring.count }, (_, i) => (ring.next - ring.count + i + size) % size);
    const wanted = places.filter((place) => (ring.t[place] ?? 0) >= from);
    wanted.sort((a, b) => (ring.t[a] ?? 0) - (ring.t[b] ?? 0));
    for (const place of wanted.slice(-limit)) {
      const t = ring.t[place] ?? 0;
      to.add(
        n,
        t,
        t,
        ring.texts ? (ring.texts[place] ?? '') : (ring.value[place] ?? 0),
        ring.flags[place] ?? 0,
      );
    }
  }

  forget(n: number): void {
    const ring = this.rings[n];
    if (!ring) return;
    this.bytes -= RING_BYTES + ring.t.length * POINT_BYTES;
    this.rings[n] = undefined;
  }

  private ringFor(n: number): Ring | undefined {
    const ring = this.rings[n];
    if (!ring) return this.make(n);
    if (ring.count === ring.t.length && ring.t.length < this.bounds.points) this.grow(ring);
    return ring;
  }

  private make(n: number): Ring | undefined {
    if (!this.afford(RING_BYTES + FIRST_POINTS * POINT_BYTES)) return undefined;
    const ring = { ...emptyPoints(FIRST_POINTS), texts: undefined, next: 0, count: 0 };
    this.rings[n] = ring;
    return ring;
  }

  /** Doubles a ring that is full, unless its oldest point is too old to be wanted anyway. */
  private grow(ring: Ring): void {
    const size = ring.t.length;
    const newest = ring.t[(ring.next - 1 + size) % size] ?? 0;
    if (newest - (ring.t[ring.next] ?? 0) > this.bounds.ageMicros) return;
    const points = Math.min(size * 2, this.bounds.points);
    if (!this.afford((points - size) * POINT_BYTES)) return;
    const grown = emptyPoints(points);
    const texts = ring.texts ? ([] as string[]) : undefined;
    for (let i = 0; i < size; i++) {
      const place = (ring.next + i) % size;
      grown.t[i] = ring.t[place] ?? 0;
      grown.value[i] = ring.value[place] ?? 0;
      grown.flags[i] = ring.flags[place] ?? 0;
      if (texts && ring.texts) texts[i] = ring.texts[place] ?? '';
    }
    Object.assign(ring, grown, { texts, next: size, count: size });
  }

  private afford(more: number): boolean {
    if (this.bytes + more > this.bounds.bytes) return false;
    this.bytes += more;
    return true;
  }
}

function emptyPoints(points: number): Pick<Ring, 't' | 'value' | 'flags'> {
  return { t: new Float64Array(points), value: new Float64Array(points), flags: new Uint8Array(points) };
}

function push(ring: Ring, t: number, value: number, flags: number, text: string | undefined): void {
  const at = ring.next;
  ring.t[at] = t;
  ring.value[at] = value;
  ring.flags[at] = flags;
  if (text !== undefined) (ring.texts ??= [])[at] = text;
  ring.next = (at + 1) % ring.t.length;
  ring.count = Math.min(ring.count + 1, ring.t.length);
}
