/**
 * Gives each line on the page a slot of its own. A line keeps its slot as long as it stays; a line that comes
 * takes the slot of one that went, so that scrolling fills what is there instead of building anew.
 */
export class Slots {
  readonly #free: number[] = [];
  #held = new Map<number, number>();
  #made = 0;

  /** The slot of each of `lines`, all different. */
  assign(lines: readonly number[]): ReadonlyMap<number, number> {
    const before = this.#held;
    const next = new Map<number, number>();
    for (const line of lines) {
      const slot = before.get(line);
      if (slot === undefined) continue;
      next.set(line, slot);
      before.delete(line);
    }
    this.#free.push(...before.values());
    for (const line of lines) if (!next.has(line)) next.set(line, this.#free.pop() ?? this.#made++);
    this.#held = next;
    return new Map(next);
  }
}
