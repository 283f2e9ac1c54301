import { Inject, Injectable } from '@nestjs/common';
import type { AlertMatchers } from '@sensorium/contracts';
import { isZone } from '@sensorium/domain/notify';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';

/** Time zones of sites; where a site has none it is that of the machine. */
@Injectable()
export class Zones {
  private readonly own = Intl.DateTimeFormat().resolvedOptions().timeZone;

  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {}

  of(site: string | null): string {
    const zone = this.fleet.sites.find(({ id, name }) => name === site || id === site)?.zone;
    return zone && isZone(zone) ? zone : this.own;
  }

  /** The zone in which the times of a silence are shown: that of its site, if it names one. */
  shownFor({ sites = [] }: AlertMatchers): string {
    const [site, ...others] = sites;
    return this.of(site !== undefined && others.length === 0 ? site : null);
  }
}
