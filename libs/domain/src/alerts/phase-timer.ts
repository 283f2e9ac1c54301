import type { Micros } from '../time/index.js';
import type { InstanceState } from './types.js';

/** The timer of a phase, on the axis of measured time: it runs, is frozen with what was left, or there is none. */
export class PhaseTimer {
  /** When it ends; Infinity while it does not run. */
  end: Micros;
  #left: Micros;
  #frozenAt: Micros;

  constructor({
    due,
    behind,
    frozen,
    frozenAt,
  }: Pick<InstanceState, 'due' | 'behind' | 'frozen' | 'frozenAt'>) {
    this.end = due === null ? Infinity : due - behind;
    this.#left = frozen ?? NaN;
    this.#frozenAt = frozenAt ?? NaN;
  }

  start(end: Micros): void {
    this.end = end;
    this.#left = NaN;
    this.#frozenAt = NaN;
  }

  stop(): void {
    this.start(Infinity);
  }

  freeze(at: Micros): void {
    if (this.end === Infinity) return;
    this.#left = this.end - at;
    this.#frozenAt = at;
    this.end = Infinity;
  }

  /** Goes on at `at` with what was left; readings from before the freeze show that it need not have stopped. */
  thaw(at: Micros): void {
    if (Number.isNaN(this.#left)) return;
    this.start(Math.max(at, this.#frozenAt) + this.#left);
  }

  /** Ends so much later; one that is frozen stays as it is. */
  delay(gap: Micros): void {
    this.end += gap;
  }

  /** As `InstanceState` keeps it. */
  state(behind: Micros): Pick<InstanceState, 'due' | 'frozen' | 'frozenAt'> {
    return {
      due: this.end === Infinity ? null : this.end + behind,
      frozen: Number.isNaN(this.#left) ? null : this.#left,
      frozenAt: Number.isNaN(this.#frozenAt) ? null : this.#frozenAt,
    };
  }
}
