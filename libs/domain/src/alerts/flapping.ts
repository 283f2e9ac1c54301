import type { Micros } from '../time/index.js';

/** So many firings within the window are flapping; it ends after a whole window without one. */
export const FLAPPING_FIRINGS = 5;
export const FLAPPING_WINDOW: Micros = 3_600_000_000;

/** The first damping; each further firing doubles it, up to the cap. */
const DAMPING_MS = 30_000;
const DAMPING_MAX_MS = 3_600_000;

/** Firings beyond these are not counted: damping has reached its cap long before. */
const FIRINGS_KEPT = 64;

/** Counts how often an alert fires and damps it while it flaps: it must then be over for longer and longer. */
export class Flapping {
  #firings: Micros[];
  on: boolean;

  constructor(firings: readonly Micros[], on: boolean) {
    this.#firings = [...firings];
    this.on = on;
  }

  /** Notes a firing; true if flapping begins with it. */
  note(at: Micros): boolean {
    this.#firings = this.#firings.filter((before) => before > at - FLAPPING_WINDOW).slice(1 - FIRINGS_KEPT);
    this.#firings.push(at);
    if (this.on || this.#firings.length < FLAPPING_FIRINGS) return false;
    this.on = true;
    return true;
  }

  /** When nothing is left of it; Infinity for nothing there. */
  get end(): Micros {
    const newest = this.#firings[this.#firings.length - 1];
    return newest === undefined ? Infinity : newest + FLAPPING_WINDOW;
  }

  /** A window without a firing is over; true if flapping ends with it. */
  expire(): boolean {
    const wasOn = this.on;
    this.#firings = [];
    this.on = false;
    return wasOn;
  }

  /** How long it must be over, ms, where the rule says `clearForMs`. */
  damped(clearForMs: number): number {
    if (!this.on) return clearForMs;
    const damping = DAMPING_MS * 2 ** Math.max(0, this.#firings.length - FLAPPING_FIRINGS);
    return Math.max(clearForMs, Math.min(DAMPING_MAX_MS, damping));
  }

  firings(): Micros[] {
    return [...this.#firings];
  }
}
