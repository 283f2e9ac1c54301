import { Injectable, signal } from '@angular/core';

/** Pixels of the device per px of the page. Changes when the viewer zooms or takes the window to another screen. */
@Injectable({ providedIn: 'root' })
export class PixelRatio {
  readonly #ratio = signal(devicePixelRatio);

  readonly value = this.#ratio.asReadonly();

  constructor() {
    this.#watch();
  }

  /** A query holds for one ratio only, so that each change asks for the next one. */
  #watch(): void {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = (): void => {
      this.#ratio.set(devicePixelRatio);
      this.#watch();
    };
    query.addEventListener('change', changed, { once: true });
  }
}
