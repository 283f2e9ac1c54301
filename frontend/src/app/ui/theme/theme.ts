import { Injectable, computed, signal } from '@angular/core';
import { recall, remember } from '../preference';

export type ThemeChoice = 'system' | 'light' | 'dark';
export const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Light or dark: what the viewer chose, and what is drawn. `boot.js` applies the choice before the first paint. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #choice = signal<ThemeChoice>(THEMES.find((theme) => theme === recall('theme')) ?? 'system');
  readonly #system = signal<'light' | 'dark'>('light');

  readonly choice = this.#choice.asReadonly();
  readonly drawn = computed(() => {
    const choice = this.#choice();
    return choice === 'system' ? this.#system() : choice;
  });

  constructor() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#system.set(dark.matches ? 'dark' : 'light');
    dark.addEventListener('change', (event) => {
      this.#system.set(event.matches ? 'dark' : 'light');
    });
  }

  /** Draws the page in `choice` from now on and remembers it. */
  use(choice: ThemeChoice): void {
    remember('theme', choice === 'system' ? null : choice);
    const root = document.documentElement;
    if (choice === 'system') delete root.dataset.theme;
    else root.dataset.theme = choice;
    this.#choice.set(choice);
  }
}
