import { isTimeZone, type Site, type SitePatch } from '@sensorium/contracts';
import { nanoid } from 'nanoid';

/** Sites that may be known; a name beyond them stays a word on its devices. */
const SITES_MAX = 1_000;

/** The sites by name. One is made when a device first names it. */
export class SiteList {
  private readonly byName = new Map<string, Site>();
  private readonly unsaved = new Set<Site>();
  private announced = false;

  restore(sites: readonly Site[]): void {
    for (const site of sites) this.byName.set(site.name, site);
    this.announced = sites.length > 0;
  }

  all(): Site[] {
    return [...this.byName.values()].sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Zone of the site with this name; null if it has none. */
  zoneOf(name: string | null): string | null {
    return name === null ? null : (this.byName.get(name)?.zone ?? null);
  }

  /** A device says that it stands there; its zone counts only while the site has none. */
  mention(name: string, zone: string | undefined): void {
    const known = this.byName.get(name);
    const valid = zone !== undefined && isTimeZone(zone) ? zone : null;
    if (known && (known.zone !== null || valid === null)) return;
    if (!known && this.byName.size >= SITES_MAX) return;
    this.put({ id: known?.id ?? nanoid(10), name, zone: valid, location: known?.location ?? null });
  }

  /** Changes a site; undefined if there is none with this id. */
  patch(id: string, patch: SitePatch): Site | undefined {
    const site = [...this.byName.values()].find((one) => one.id === id);
    if (!site) return undefined;
    const { zone = site.zone, location = site.location } = patch;
    return this.put({ ...site, zone, location });
  }

  /** All sites if one changed since the last call, else null. */
  takeAnnounced(): Site[] | null {
    if (!this.announced) return null;
    this.announced = false;
    return this.all();
  }

  takeUnsaved(): Site[] {
    const sites = [...this.unsaved];
    this.unsaved.clear();
    return sites;
  }

  putBack(sites: readonly Site[]): void {
    for (const site of sites) if (this.byName.get(site.name) === site) this.unsaved.add(site);
  }

  private put(site: Site): Site {
    const before = this.byName.get(site.name);
    if (before) this.unsaved.delete(before);
    this.byName.set(site.name, site);
    this.unsaved.add(site);
    this.announced = true;
    return site;
  }
}
