import { DestroyRef, effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Texts } from './texts';

/** Names the document after its page, as long as the page is there. To be called where inject works. */
export function pageTitle(name: () => string): void {
  const title = inject(Title);
  const texts = inject(Texts);
  const before = title.getTitle();
  effect(() => {
    title.setTitle(`${name()} · ${texts.t('app.name')}`);
  });
  inject(DestroyRef).onDestroy(() => {
    title.setTitle(before);
  });
}
