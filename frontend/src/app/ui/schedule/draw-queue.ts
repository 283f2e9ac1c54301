import { Injectable } from '@angular/core';

/** Milliseconds of one frame that drawing may take; what is left waits for the next one. */
const BUDGET_MS = 6;

/** Spreads canvas drawing over animation frames. A draw asked for twice before its turn runs once. */
@Injectable({ providedIn: 'root' })
export class DrawQueue {
  readonly #waiting = new Set<() => void>();
  #frame = 0;

  /** Runs `draw` in one of the next frames. The same function waits only once. */
  ask(draw: () => void): void {
    this.#waiting.add(draw);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#run);
  }

  /** Forgets `draw`, for what is being removed from the page. */
  drop(draw: () => void): void {
    this.#waiting.delete(draw);
  }

  readonly #run = (): void => {
    this.#frame = 0;
    const start = performance.now();
    for (const draw of this.#waiting) {
      this.#waiting.delete(draw);
      draw();
      if (performance.now() - start > BUDGET_MS) break;
    }
    if (this.#waiting.size > 0) this.#frame = requestAnimationFrame(this.#run);
  };
}
