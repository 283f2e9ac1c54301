import { Injectable, inject, signal } from '@angular/core';
import type { Site, SiteList } from '@sensorium/contracts';
import { Api, ApiFault } from './api';

/** The sites of the installation as they were last read; a site that is missing only loses its local time. */
@Injectable({ providedIn: 'root' })
export class Sites {
  readonly #api = inject(Api);
  readonly #sites = signal<ReadonlyMap<string, Site>>(new Map());

  /** The site with this name, once the server has told it. Reactive. */
  find(name: string | null): Site | undefined {
    return name === null ? undefined : this.#sites().get(name);
  }

  /** Names of all sites, for suggestions. Reactive. */
  names(): string[] {
    return [...this.#sites().keys()];
  }

  /** Reads them anew. If the server does not answer, those known before stay. */
  async read(): Promise<void> {
    try {
      const { sites } = await this.#api.getJson<SiteList>('api/sites?limit=1000');
      this.#sites.set(new Map(sites.map((site) => [site.name, site])));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
    }
  }
}
