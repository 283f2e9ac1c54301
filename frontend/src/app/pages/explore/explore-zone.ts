import { DOCUMENT, DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { Sites } from '../../data/sites';
import { recall, remember } from '../../ui/preference';
import { isZone, viewerZone } from '../../ui/range/zones';
import { poll } from '../../ui/schedule/poll';
import { ExploreState } from './explore-state';

/** Zones of sites that are set are known after so long at most, ms. */
const SITES_MS = 60_000;

/** The clocks that cut days and label times: the viewer's, or those of the site that all picked devices share. */
@Injectable()
export class ExploreZone {
  readonly #sites = inject(Sites);
  readonly #explore = inject(ExploreState);
  readonly #choice = signal(recall('zone') ?? 'viewer');

  /** The zone of the site, if all picked devices have the same. */
  readonly siteZone = computed(() => {
    const zones = new Set(
      this.#explore.picked().map(({ device }) => this.#sites.find(device.site)?.zone ?? null),
    );
    const [zone = null] = zones;
    return zones.size === 1 && zone !== null && isZone(zone) ? zone : null;
  });
  readonly zone = computed(() =>
    this.#choice() === 'site' ? (this.siteZone() ?? viewerZone()) : viewerZone(),
  );

  constructor() {
    inject(DestroyRef).onDestroy(poll(inject(DOCUMENT), () => this.#sites.read(), SITES_MS));
  }

  choose(zone: string): void {
    const choice = zone === viewerZone() ? 'viewer' : 'site';
    this.#choice.set(choice);
    remember('zone', choice === 'site' ? choice : null);
  }
}
