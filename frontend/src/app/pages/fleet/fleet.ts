import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { FleetStore } from '../../data/fleet-store';
import { WORST_FIRST } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Icon } from '../../ui/icon/icon';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { CensusBar } from '../../widgets/census/census';
import { LineNote } from '../../widgets/page-note/line-note';
import { PageNote } from '../../widgets/page-note/page-note';
import { FirstDevice } from './first-device';
import { FleetFilters } from './fleet-filters';
import { FleetList } from './fleet-list';
import { FleetSkeleton } from './fleet-skeleton';
import { FleetState } from './fleet-state';
import { FleetTools } from './fleet-tools';
import { keepScrollOverReload } from './scroll-memory';

type PageState = 'loading' | 'away' | 'empty' | 'nothing' | 'no-battery' | 'ready';

/** All devices: how many have each state, then every device as the viewer wants to see them. */
@Component({
  selector: 'sn-fleet',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    CensusBar,
    FirstDevice,
    FleetFilters,
    FleetList,
    FleetSkeleton,
    FleetTools,
    Icon,
    LineNote,
    PageNote,
  ],
  providers: [FleetState],
  templateUrl: './fleet.html',
  styleUrl: './fleet.css',
})
export class Fleet {
  readonly #store = inject(FleetStore);
  protected readonly fleet = inject(FleetState);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);

  protected readonly order = WORST_FIRST;
  protected readonly total = computed(() => this.fleet.all().length);
  protected readonly state = computed((): PageState => {
    if (this.live.refusal() !== null) return 'away';
    if (!this.#store.loaded()) return this.live.lost() ? 'away' : 'loading';
    if (this.total() === 0) return 'empty';
    if (this.fleet.found().length === 0) return 'nothing';
    return this.fleet.query().view === 'battery' && this.fleet.withBattery() === 0 ? 'no-battery' : 'ready';
  });
  protected readonly summary = computed(() => {
    const devices = this.texts.count('fleet.devices', this.total());
    const sites = this.fleet.sites();
    if (sites === 0) return devices;
    return this.texts.t('fleet.counts', { devices, sites: this.texts.count('fleet.sites', sites) });
  });

  constructor() {
    pageTitle(() => this.texts.t('fleet.title'));
    keepScrollOverReload(computed(() => this.state() === 'ready'));
  }
}
