/** Updates that are remembered, for the picture and for knowing which came before. */
const MOST_HELD = 8_192;

/** Updates of the series that any lane has brought, by their time, ms, in the order in which they were first seen. */
export class Published {
  readonly #times = new Set<number>();
  #count = 0;

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  add(t: number): void {
    if (this.#times.has(t)) return;
    this.#times.add(t);
    this.#count += 1;
    forgetOldest(this.#times);
  }

  times(): Iterable<number> {
    return this.#times;
  }

  /** The first update after `t`; undefined if none is known. */
  firstAfter(t: number): number | undefined {
    let first: number | undefined;
    for (const time of this.#times) if (time > t && (first === undefined || time < first)) first = time;
    return first;
  }

  clear(): void {
    this.#times.clear();
    this.#count = 0;
  }
}

/** Keeps a set or map of what came in its order from growing. */
export function forgetOldest(held: Set<number> | Map<number, unknown>): void {
  if (held.size <= MOST_HELD) return;
  for (const key of held.keys()) {
    held.delete(key);
    return;
  }
}
