import { DestroyRef, effect, inject, signal, untracked, type Signal } from '@angular/core';

/**
 * A count that follows changes of `source`, but not each of them: it rises at once after a quiet time, else
 * when `everyMs` have passed since it last rose. For work that is too dear for every change.
 */
export function paced(source: () => void, everyMs: number): Signal<number> {
  const count = signal(0);
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let started = false;
  const rise = (): void => {
    timer = undefined;
    last = performance.now();
    count.update((n) => n + 1);
  };
  effect(() => {
    source();
    if (started && timer === undefined) {
      const wait = last + everyMs - performance.now();
      if (wait > 0) timer = setTimeout(rise, wait);
      else untracked(rise);
    }
    started = true;
  });
  inject(DestroyRef).onDestroy(() => {
    clearTimeout(timer);
  });
  return count.asReadonly();
}
