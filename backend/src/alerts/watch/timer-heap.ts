/** What waits for its time; `queuedAt` is when it is looked at, Infinity while it does not wait. */
export interface Timed {
  queuedAt: number;
  /** Place in the heap, kept by it. */
  place: number;
}

/** Items by time, the earliest first: a binary heap that knows where each item is, so that it can be moved. */
export class TimerHeap<Item extends Timed> {
  private readonly items: Item[] = [];

  /** When the first item is due; Infinity for none. */
  get next(): number {
    return this.items[0]?.queuedAt ?? Infinity;
  }

  /** Puts an item at its time, or takes it out with Infinity. */
  set(item: Item, at: number): void {
    if (item.queuedAt === at) return;
    if (item.queuedAt === Infinity) {
      item.place = this.items.length;
      this.items.push(item);
    }
    item.queuedAt = at;
    this.sift(item.place);
    if (at === Infinity) this.remove(item);
  }

  /** The first item, if it is due at `now`. */
  due(now: number): Item | undefined {
    return this.next <= now ? this.items[0] : undefined;
  }

  /** An item with the latest of all times has no child that is later: the last one may take its place. */
  private remove(item: Item): void {
    const last = this.items.pop();
    if (!last || last === item) return;
    this.items[item.place] = last;
    last.place = item.place;
    this.sift(last.place);
  }

  private sift(place: number): void {
    this.down(this.up(place));
  }

  private up(from: number): number {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.timeAt(parent) <= this.timeAt(place)) break;
      this.swap(parent, place);
      place = parent;
    }
    return place;
  }

  private down(from: number): void {
    for (let place = from; ;) {
      const left = 2 * place + 1;
      const child = this.timeAt(left + 1) < this.timeAt(left) ? left + 1 : left;
      if (this.timeAt(child) >= this.timeAt(place)) return;
      this.swap(child, place);
      place = child;
    }
  }

  private timeAt(place: number): number {
    return this.items[place]?.queuedAt ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.items[a], this.items[b]];
    if (!one || !other) return;
    this.items[a] = other;
    this.items[b] = one;
    other.place = a;
    one.place = b;
  }
}
