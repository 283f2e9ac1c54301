import { DOCUMENT, Injectable, inject } from '@angular/core';
import type { PreloadingStrategy, Route } from '@angular/router';
import { EMPTY, catchError, defer, from, switchMap, type Observable } from 'rxjs';

/** Who only looks in gets the first page alone: the others come so long after it, ms. */
const START_MS = 15_000;

/** Parts that pages ask for only when they need them: charts, brief notes. */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('uplot'),
  () => import('@angular/material/snack-bar'),
];

/**
 * Brings the other pages some time after the first one, when the browser has nothing else to do: from then on they open
 * at once, and while the server is away. What fails is tried again after the next change of page. A viewer who
 * saves data gets each page when he opens it.
 */
@Injectable({ providedIn: 'root' })
export class WhenIdle implements PreloadingStrategy {
  readonly #window = inject(DOCUMENT).defaultView;
  #idle: Promise<void> | undefined;

  preload(_route: Route, load: () => Observable<unknown>): Observable<unknown> {
    if (this.#savesData()) return EMPTY;
    return defer(() => from((this.#idle ??= this.#start()))).pipe(
      switchMap(load),
      catchError(() => EMPTY),
    );
  }

  async #start(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, START_MS));
    const window = this.#window;
    if (window && 'requestIdleCallback' in window)
      await new Promise<void>((resolve) => window.requestIdleCallback(() => resolve()));
    void Promise.allSettled(PARTS.map((part) => part()));
  }

  #savesData(): boolean {
    const connection: unknown = this.#window && Reflect.get(this.#window.navigator, 'connection');
    return typeof connection === 'object' && connection !== null && 'saveData' in connection
      ? connection.saveData === true
      : false;
  }
}
