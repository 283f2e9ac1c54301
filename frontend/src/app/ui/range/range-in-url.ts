import { effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { RangeControl } from './range-control';
import { USUAL, parseRange, queryOf, sameRange } from './time-range';

/**
 * The range of this page, kept in its address: `from` and `to`. A change is a step of the browser's own way back.
 * `now`: ms of the server's clock, read reactively. To be called where a page is made.
 */
export function rangeInUrl(now: () => number): RangeControl {
  const route = inject(ActivatedRoute);
  const router = inject(Router);
  const control = new RangeControl(parseRange(route.snapshot.queryParamMap, untracked(now)) ?? USUAL, now);
  let written = control.range();
  let pending = 0;
  effect(() => {
    const range = control.range();
    if (sameRange(range, written)) return;
    written = range;
    pending++;
    void router
      .navigate([], {
        relativeTo: route,
        queryParams: { ...queryOf(range), range: null },
        queryParamsHandling: 'merge',
        scroll: 'manual',
      })
      .finally(() => pending--);
  });
  route.queryParamMap.pipe(takeUntilDestroyed()).subscribe((query) => {
    const range = parseRange(query, untracked(now)) ?? USUAL;
    if (pending > 0 || sameRange(range, written)) return;
    written = range;
    control.take(range);
  });
  return control;
}
