import { Location } from '@angular/common';
import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, type NavigationError } from '@angular/router';
import { filter } from 'rxjs';
import { Live } from '../data/live';

/** The page that the viewer wanted and did not get, as when its parts could not be fetched. */
@Injectable({ providedIn: 'root' })
export class UnopenedPage {
  readonly #router = inject(Router);
  readonly #location = inject(Location);
  readonly #document = inject(DOCUMENT);
  readonly #live = inject(Live);
  readonly #url = signal<string | null>(null);

  /** Its address within the page; null if the last one opened. */
  readonly url = this.#url.asReadonly();

  constructor() {
    this.#router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.#url.set(null);
      });
  }

  take({ url }: NavigationError): void {
    this.#url.set(url);
  }

  /**
   * Opens it again. With a server that answers everything is loaded anew: its parts may have other names since
   * an update, and some browsers remember what they could not fetch.
   */
  async again(): Promise<void> {
    const url = this.#url();
    if (url === null) return;
    if (this.#live.up()) this.#document.location.assign(this.#location.prepareExternalUrl(url));
    else await this.#router.navigateByUrl(url).catch(() => false);
  }
}
