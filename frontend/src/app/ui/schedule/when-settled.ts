import { DestroyRef, effect, inject } from '@angular/core';

/**
 * Runs `task` with what `read` gives once that has stayed the same for `pauseMs`; null runs nothing. `read` is reactive;
 * `signal` aborts when it gives something else or the page is left. To be called where injection is possible.
 */
export function whenSettled<T>(
  read: () => T | null,
  task: (wanted: T, signal: AbortSignal) => void,
  pauseMs: number,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort: AbortController | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    abort?.abort();
  };
  effect(() => {
    const wanted = read();
    stop();
    if (wanted === null) return;
    const { signal } = (abort = new AbortController());
    timer = setTimeout(() => {
      task(wanted, signal);
    }, pauseMs);
  });
  inject(DestroyRef).onDestroy(stop);
}
