import { Injectable, signal } from '@angular/core';
import { recall, remember } from '../preference';

const MOST_LETTERS = 128;

/** Who uses this browser, as far as they said: their name stands beside what they do. */
@Injectable({ providedIn: 'root' })
export class Viewer {
  readonly #name = signal((recall('viewer') ?? '').slice(0, MOST_LETTERS));

  /** Empty while nobody has said. */
  readonly name = this.#name.asReadonly();

  /** What goes with an action: nothing while nobody has said, so that the server has its own word for it. */
  get by(): { by?: string } {
    return this.#name() === '' ? {} : { by: this.#name() };
  }

  call(name: string): void {
    const trimmed = name.trim().slice(0, MOST_LETTERS);
    this.#name.set(trimmed);
    remember('viewer', trimmed === '' ? null : trimmed);
  }
}
