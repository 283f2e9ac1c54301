import { Injectable, inject, signal } from '@angular/core';
import type { Site, SiteList } from '@sensorium/contracts';
import { Api } from '../../data/api';

/** The sites of the installation, read once; a site that is missing only loses its local time. */
@Injectable({ providedIn: 'root' })
export class Sites {
  readonly #api = inject(Api);
  readonly #sites = signal<ReadonlyMap<string, Site>>(new Map());
  #asked = false;

  /** The site with this name, once the server has told it. Reactive. */
  find(name: string | null): Site | undefined {
    return name === null ? undefined : this.#sites().get(name);
  }

  /** Names of all sites, for suggestions. Reactive. */
  names(): string[] {
    return [...this.#sites().keys()];
  }

  load(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#api.getJson<SiteList>('api/sites').then(
      ({ sites }) => {
        this.#sites.set(new Map(sites.map((site) => [site.name, site])));
      },
      () => {
        this.#asked = false;
      },
    );
  }
}
