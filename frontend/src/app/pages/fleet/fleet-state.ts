import { DOCUMENT, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { rankOf } from '../../data/alert-view';
import { AlertsStore } from '../../data/alerts-store';
import { Seconds } from '../../data/clocks';
import type { DeviceEntry } from '../../data/device-entry';
import { cardMetrics } from '../../data/device-values';
import { FleetStore } from '../../data/fleet-store';
import { STATES, censusOf, siteCount } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Sites } from '../../data/sites';
import { Favourites } from '../../ui/favourites/favourites';
import { paced } from '../../ui/schedule/paced';
import { poll } from '../../ui/schedule/poll';
import { NameOrder, arrange, type Section } from './arrange';
import { batteryPlace, byBattery } from './battery';
import { isNarrowed, paramsOf, queryFrom, widened, type FleetQuery } from './fleet-query';
import { select } from './select';

/** The fleet is counted, sorted and grouped at most this often while it changes by itself, ms. */
const PACE_MS = 1000;

/** Words are written to the address when the viewer pauses so long, ms. */
const WRITING_MS = 400;

/** Sites that come, and zones that are set, stand in the headings after so long at most, ms. */
const SITES_MS = 60_000;

/** Marks navigations that only write the query down: the page shows it already. */
const OWN = { fleetQuery: 'own' };

/** What the viewer asked for, and what of the fleet answers it. One for each fleet page. */
@Injectable()
export class FleetState {
  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  readonly #seconds = inject(Seconds);
  readonly #favourites = inject(Favourites);
  readonly #sites = inject(Sites);
  readonly #alerts = inject(AlertsStore);
  readonly #router = inject(Router);
  readonly #names = new NameOrder();
  readonly #query = signal(queryFrom(inject(ActivatedRoute).snapshot.queryParamMap));
  readonly #changes = paced(() => {
    this.#store.devices();
    this.#store.presence();
  }, PACE_MS);
  #writing?: ReturnType<typeof setTimeout>;

  readonly query = this.#query.asReadonly();
  readonly narrowed = computed(() => isNarrowed(this.query()));

  /** All devices by name, anew at most once a second. */
  readonly all = computed(
    () => {
      this.#changes();
      return this.#names.of(untracked(this.#store.devices));
    },
    { equal: () => false },
  );
  readonly inService = computed(() => this.all().filter(({ device }) => device.outOfService === null));
  readonly outOfService = computed(() => this.all().length - this.inService().length);
  readonly sites = computed(() => siteCount(this.all()));
  readonly census = computed(() => {
    const census = censusOf(this.inService(), this.#live.lost());
    return STATES.map((state) => ({ state, count: census.get(state) ?? 0 }));
  });
  /** Favourites that exist. */
  readonly starred = computed(() => {
    const uids = this.#favourites.uids();
    return this.all().filter(({ uid }) => uids.has(uid)).length;
  });
  readonly found = computed(() =>
    select(this.all(), this.query(), this.#favourites.uids(), this.#live.lost()),
  );
  readonly #gateways = computed(() => new Set(this.all().map(({ device }) => device.parent)));
  readonly withBattery = computed(
    () => this.found().filter(({ device }) => batteryPlace(device.metrics) >= 0).length,
  );
  readonly sections = computed((): readonly Section[] => {
    const { view, group, sort, reverse } = this.query();
    const connectionLost = this.#live.lost();
    if (view === 'battery') return this.#batteries(connectionLost);
    if (sort === 'seen' || sort === 'value') this.#seconds.now();
    if (sort === 'worst') this.#alerts.worstByDevice();
    const { valueOf, seenAt, alertOf, gatewayOf } = this;
    const order = { group, sort, reverse, connectionLost, valueOf, seenAt, alertOf, gatewayOf };
    return arrange(this.found(), order);
  });

  constructor() {
    this.#followSites(inject(DOCUMENT));
    inject(ActivatedRoute)
      .queryParamMap.pipe(takeUntilDestroyed())
      .subscribe((params) => {
        if (this.#router.currentNavigation()?.extras.info !== OWN) this.#query.set(queryFrom(params));
      });
  }

  /** Changes parts of the query, at once on the page and as a step of the browser's history. */
  change(part: Partial<FleetQuery>): void {
    clearTimeout(this.#writing);
    this.#query.update((query) => ({ ...query, ...part }));
    this.#write(false);
  }

  /** Changes the words, at once on the page; the address follows when the viewer pauses. */
  search(q: string): void {
    this.#query.update((query) => ({ ...query, q }));
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => {
      this.#write(true);
    }, WRITING_MS);
  }

  /** Leaves no device out any more. */
  clear(): void {
    this.change(widened(this.query()));
  }

  /** Puts `value` into a list of the query, or takes it out. */
  toggle(list: 'sites' | 'kinds' | 'labels', value: string): void {
    const values = this.query()[list];
    const without = values.filter((one) => one !== value);
    this.change({ [list]: without.length < values.length ? without : [...values, value] });
  }

  /** Sorts by `sort`, or the other way round if it is sorted so already. */
  sortBy(sort: FleetQuery['sort']): void {
    const { sort: now, reverse } = this.query();
    this.change({ sort, reverse: sort === now && !reverse });
  }

  /** Knows the sites as long as headings show them; another site is looked up at once. */
  #followSites(document: Document): void {
    const headed = computed(() => {
      const { view, group } = this.query();
      return group === 'site' && view !== 'battery' ? this.sites() : 0;
    });
    effect((onCleanup) => {
      if (headed() > 0) onCleanup(poll(document, () => this.#sites.read(), SITES_MS));
    });
  }

  #write(replaceUrl: boolean): void {
    const queryParams = paramsOf(this.#query());
    void this.#router.navigate([], { queryParams, replaceUrl, info: OWN, scroll: 'manual' });
  }

  #batteries(connectionLost: boolean): readonly Section[] {
    this.#seconds.now();
    const entries = byBattery(this.found(), this.#store.series);
    if (entries.length === 0) return [];
    return [{ key: 'battery', by: 'none', name: null, entries, census: censusOf(entries, connectionLost) }];
  }

  readonly valueOf = (entry: DeviceEntry): number => {
    const row = entry.rows[cardMetrics(entry.device.metrics, 0).hero];
    return row === undefined ? NaN : this.#store.series.number(row);
  };

  readonly alertOf = (entry: DeviceEntry): number => {
    const worst = untracked(this.#alerts.worstByDevice).get(entry.uid);
    return worst ? rankOf(worst) : NaN;
  };

  readonly gatewayOf = (entry: DeviceEntry): string | null => {
    const uid = entry.device.parent ?? (this.#gateways().has(entry.uid) ? entry.uid : null);
    return uid === null ? null : (this.#store.entry(uid)?.device.name ?? null);
  };

  readonly seenAt = (entry: DeviceEntry): number => entry.seenAt;
}
