import { effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Texts } from './texts';

/**
 * Names the document after its page, and follows `name`; while that is `null` it bears the program's name
 * alone. Every page calls this once, where inject works: the name stays until the next page gives its own.
 */
export function pageTitle(name: () => string | null): void {
  const title = inject(Title);
  const texts = inject(Texts);
  effect(() => {
    title.setTitle([name(), texts.t('app.name')].filter((part) => part !== null).join(' · '));
  });
}
