import { DOCUMENT, Injectable, inject } from '@angular/core';

const HANGUL = /\p{Script=Hangul}/u;

/**
 * Adds the Korean font when there is Korean to show: its style sheet alone is a third of the Latin font, and
 * most pages need none of it. The browser then fetches only the parts whose characters are on the page.
 */
@Injectable({ providedIn: 'root' })
export class KoreanFont {
  readonly #document = inject(DOCUMENT);
  #added = false;

  /** True if the text has Korean letters. */
  static isNeededFor(text: string): boolean {
    return HANGUL.test(text);
  }

  add(): void {
    if (this.#added) return;
    this.#added = true;
    const link = this.#document.createElement('link');
    link.rel = 'stylesheet';
    link.href = 'korean.css';
    this.#document.head.append(link);
  }
}
