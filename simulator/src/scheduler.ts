/** A device that is due: the instant of its grid (ms) and how many earlier ones were skipped since the last. */
export interface Due {
  item: number;
  at: number;
  skipped: number;
}

interface Entry {
  item: number;
  interval: number;
  at: number;
}

/**
 * Items that are due again and again on absolute time grids (`phase` + k x `interval`, ms), in a binary
 * heap: instants never drift, and after a stall the missed ones are skipped and counted.
 */
export class Scheduler {
  private readonly heap: Entry[] = [];

  /** Adds an item whose first instant is the first of its grid at or after `now`. */
  add(item: number, interval: number, phase: number, now: number): void {
    const at = phase + Math.ceil((now - phase) / interval) * interval;
    this.heap.push({ item, interval, at });
    this.rise(this.heap.length - 1);
  }

  /** When the next item is due, ms; undefined when there is none. */
  next(): number | undefined {
    return this.heap[0]?.at;
  }

  /** Takes the earliest item that is due at `now` and plans its next instant; undefined when none is due. */
  take(now: number): Due | undefined {
    const top = this.heap[0];
    if (top === undefined || top.at > now) return undefined;
    const skipped = Math.floor((now - top.at) / top.interval);
    const at = top.at + skipped * top.interval;
    top.at = at + top.interval;
    this.sink(0);
    return { item: top.item, at, skipped };
  }

  private rise(start: number): void {
    let child = start;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.swapIfLater(parent, child)) return;
      child = parent;
    }
  }

  private sink(start: number): void {
    let parent = start;
    for (;;) {
      const left = 2 * parent + 1;
      const child = this.at(left + 1) < this.at(left) ? left + 1 : left;
      if (!this.swapIfLater(parent, child)) return;
      parent = child;
    }
  }

  private at(index: number): number {
    return this.heap[index]?.at ?? Infinity;
  }

  /** Puts the earlier of two entries above the other; true if they changed places. */
  private swapIfLater(parent: number, child: number): boolean {
    const upper = this.heap[parent];
    const lower = this.heap[child];
    if (upper === undefined || lower === undefined || upper.at <= lower.at) return false;
    this.heap[parent] = lower;
    this.heap[child] = upper;
    return true;
  }
}

/** Instants of a grid (`phase` + k x `interval`, ms) in [from, to). */
export function gridBetween(from: number, to: number, interval: number, phase: number): number[] {
  const first = phase + Math.ceil((from - phase) / interval) * interval;
  const count = Math.max(0, Math.ceil((to - first) / interval));
  return Array.from({ length: count }, (_, n) => first + n * interval);
}
