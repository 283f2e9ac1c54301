import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import type { Presence } from '@sensorium/contracts';
import { FleetStore } from '../../data/fleet-store';
import {
  STATES,
  WORST_FIRST,
  censusOf,
  groupBySite,
  matching,
  siteCount,
  type Census,
} from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import { CensusBar, type CensusCount } from '../../widgets/census/census';
import { PageNote } from '../../widgets/page-note/page-note';
import { DeviceCard } from './device-card';
import { FirstDevice } from './first-device';
import { FleetSkeleton } from './fleet-skeleton';

type PageState = 'loading' | 'unreachable' | 'refused' | 'empty' | 'nothing' | 'ready';

/** All devices: how many have each state, then every device by site, worst first. */
@Component({
  selector: 'sn-fleet',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [CensusBar, DeviceCard, FirstDevice, FleetSkeleton, Icon, Mark, PageNote],
  templateUrl: './fleet.html',
  styleUrl: './fleet.css',
  host: { '(document:keydown)': 'searchKey($event)' },
})
export class Fleet {
  readonly #store = inject(FleetStore);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly search = viewChild<ElementRef<HTMLInputElement>>('searchField');

  protected readonly order = WORST_FIRST;
  protected readonly query = signal('');
  protected readonly only = signal<Presence | null>(null);
  protected readonly total = computed(() => this.#store.devices().length);
  protected readonly census = computed(() => this.#counts(this.#judged()));
  protected readonly shown = computed(() =>
    matching(this.#judged(), this.query(), this.only(), this.live.lost()),
  );
  protected readonly groups = computed(() => groupBySite(this.shown(), this.live.lost()));
  protected readonly state = computed((): PageState => {
    if (this.live.refusal() !== null) return 'refused';
    if (!this.#store.loaded()) return this.live.lost() ? 'unreachable' : 'loading';
    if (this.total() === 0) return 'empty';
    return this.shown().length === 0 ? 'nothing' : 'ready';
  });
  protected readonly summary = computed(() => {
    const devices = this.texts.count('fleet.devices', this.total());
    const sites = siteCount(this.#store.devices());
    if (sites === 0) return devices;
    return this.texts.t('fleet.counts', { devices, sites: this.texts.count('fleet.sites', sites) });
  });

  /** The devices, anew whenever one of them changes its presence. */
  readonly #judged = computed(
    () => {
      this.#store.presence();
      return this.#store.devices();
    },
    { equal: () => false },
  );

  protected worstFirst(census: Census): readonly CensusCount[] {
    return WORST_FIRST.map((state) => ({ state, count: census.get(state) ?? 0 })).filter(
      ({ count }) => count > 0,
    );
  }

  protected showAll(): void {
    this.query.set('');
    this.only.set(null);
  }

  /** `/` goes to the search, wherever the viewer is not writing; Escape clears it. */
  protected searchKey(event: KeyboardEvent): void {
    const search = this.search()?.nativeElement;
    if (!search || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && event.target === search) this.query.set('');
    if (event.key !== '/' || isWriting(event.target)) return;
    event.preventDefault();
    search.focus();
    search.select();
  }

  #counts(entries: Parameters<typeof censusOf>[0]): readonly CensusCount[] {
    const census = censusOf(entries, this.live.lost());
    return STATES.map((state) => ({ state, count: census.get(state) ?? 0 }));
  }
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
