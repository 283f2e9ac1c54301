import type { Micros } from '../../time/index.js';

/** So many samples are kept as they are; of more, the last in each of {@link SLOTS} parts of the window. */
const CAPACITY = 1_024;
const SLOTS = 512;

/** What a window holds, as plain JSON, oldest first. */
export interface WindowMemory {
  t: number[];
  v: number[];
}

/**
 * The samples of the last `length` µs and the one before them, at most {@link CAPACITY}. Where more fit into that time
 * it is thinned: `before` is then too old by at most `length` / {@link SLOTS}.
 */
export class SampleWindow {
  readonly #length: Micros;
  #t: number[];
  #v: number[];
  /** Place of the oldest that is still needed. */
  #head = 0;

  constructor(length: Micros, memory: WindowMemory | undefined) {
    this.#length = length;
    this.#t = [...(memory?.t ?? [])];
    this.#v = [...(memory?.v ?? [])];
  }

  /** Takes a sample later than all before it. */
  push(t: Micros, v: number): void {
    this.#t.push(t);
    this.#v.push(v);
    this.#forget(t - this.#length);
    if (this.#t.length - this.#head > CAPACITY) this.#thin();
  }

  /** The last value at or before the begin of the window; NaN if there is none. */
  get before(): number {
    const newest = this.#t[this.#t.length - 1] ?? -Infinity;
    const oldest = this.#t[this.#head] ?? Infinity;
    return oldest <= newest - this.#length ? (this.#v[this.#head] ?? NaN) : NaN;
  }

  memory(): WindowMemory {
    return { t: this.#t.slice(this.#head), v: this.#v.slice(this.#head) };
  }

  #forget(edge: Micros): void {
    while ((this.#t[this.#head + 1] ?? Infinity) <= edge) this.#head++;
    if (this.#head <= CAPACITY) return;
    this.#t = this.#t.slice(this.#head);
    this.#v = this.#v.slice(this.#head);
    this.#head = 0;
  }

  #thin(): void {
    const { t, v } = this.memory();
    const slot = this.#length / SLOTS;
    const isKept = (at: number): boolean =>
      at === 0 || Math.floor((t[at] ?? 0) / slot) !== Math.floor((t[at + 1] ?? Infinity) / slot);
    this.#t = t.filter((_, at) => isKept(at));
    this.#v = v.filter((_, at) => isKept(at));
    this.#head = 0;
  }
}
