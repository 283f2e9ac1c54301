import { Injectable, effect, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Texts } from './texts';

/** What stands before the name of every page, such as how many alerts are open: "(2)"; empty for nothing. */
@Injectable({ providedIn: 'root' })
export class TitleBadge {
  readonly text = signal('');
}

/**
 * Names the document after its page, and follows `name`; while that is `null` it bears the program's name
 * alone. Every page calls this once, where inject works: the name stays until the next page gives its own.
 */
export function pageTitle(name: () => string | null): void {
  const title = inject(Title);
  const texts = inject(Texts);
  const badge = inject(TitleBadge);
  effect(() => {
    const names = [name(), texts.t('app.name')].filter((part) => part !== null).join(' · ');
    title.setTitle([badge.text(), names].filter(Boolean).join(' '));
  });
}
