import { Injectable, inject } from '@angular/core';
import { Router } from '@angular/router';

/** Longest path that a notice leads to. */
const MOST_CHARACTERS = 2_048;

/** Leads to the page that a notice of the service worker names, in the tab that is open. */
@Injectable({ providedIn: 'root' })
export class PushLinks {
  readonly #router = inject(Router);

  /** Listens as long as the page lives. */
  start(): void {
    if (!('serviceWorker' in navigator)) return;
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const path = pathOf(data);
      if (path !== null) void this.#router.navigateByUrl(path);
    });
  }
}

/** The own path of a message, with a slash in front; null for any other message. */
export function pathOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('path' in data)) return null;
  const { type, path } = data;
  if (type !== 'open' || typeof path !== 'string' || path.length > MOST_CHARACTERS) return null;
  return `/${path.replace(/^[/\\]+/u, '')}`;
}
