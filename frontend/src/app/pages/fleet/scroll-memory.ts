import { DOCUMENT, DestroyRef, Injector, afterNextRender, effect, inject, type Signal } from '@angular/core';

const KEY = 'sensorium.scroll';

/**
 * Keeps the place that the viewer has scrolled to over a reload of the page. (The router does so for steps of
 * the history, the browser cannot: the list is not there yet when it tries.) To be called while a page is made.
 */
export function keepScrollOverReload(ready: Signal<boolean>): void {
  const window = inject(DOCUMENT).defaultView;
  const injector = inject(Injector);
  if (!window) return;
  const keep = (): void => {
    sessionStorage.setItem(KEY, JSON.stringify([window.location.href, window.scrollY]));
  };
  window.addEventListener('pagehide', keep);
  inject(DestroyRef).onDestroy(() => {
    window.removeEventListener('pagehide', keep);
  });
  const place = takePlace(window);
  if (place === 0) return;
  const waiting = effect(() => {
    if (!ready()) return;
    waiting.destroy();
    afterNextRender(() => window.scrollTo(0, place), { injector });
  });
}

/** The place that was kept for this address, once; 0 if there is none. */
function takePlace(window: Window): number {
  const kept: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null');
  window.sessionStorage.removeItem(KEY);
  if (!Array.isArray(kept) || kept[0] !== window.location.href) return 0;
  return typeof kept[1] === 'number' ? kept[1] : 0;
}
