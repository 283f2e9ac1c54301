import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import type { DeviceEntry } from '../../data/device-entry';
import { FleetStore } from '../../data/fleet-store';
import { shownPresence } from '../../data/fleet-view';
import { Live } from '../../data/live';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { Texts } from '../../ui/texts/texts';
import type { Stretch } from '../../widgets/chart/gaps';
import { AboutCard } from './about-card';
import { ArrivalsCard } from './arrivals-card';
import { ChartCard } from './chart-card';
import { pagePlan } from './chart-plan';
import { DeviceActions } from './device-actions';
import { DeviceDay } from './device-day';
import { DeviceFeed } from './device-feed';
import { DeviceLog } from './device-log';
import { DeviceMenu } from './device-menu';
import { LogCard } from './log-card';
import { MessageCard } from './message-card';
import { SILENT, outagesOf } from './outages';
import { newestOf, reasonText } from './reason-text';
import { StatesCard } from './states-card';
import { ValueTile } from './value-tile';
import { RANGES, rangeOf } from './ranges';

/** Values, charts and strips that a page shows before it is asked for all of them. */
const FEW_VALUES = 12;
const FEW_CHARTS = 9;
const FEW_STATES = 8;
const MINUTE = 60_000;
/** Up to this view charts move with each batch; a longer one moves less than a px a second. */
const LIVELY_MS = 5 * MINUTE;

/** One device: state and reason first, then its values, then where they came from, and beside it all about it. */
@Component({
  selector: 'sn-device-view',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AboutCard,
    ArrivalsCard,
    ChartCard,
    DeviceMenu,
    Icon,
    LogCard,
    Mark,
    MessageCard,
    RouterLink,
    StatesCard,
    ValueTile,
  ],
  providers: [DeviceDay, DeviceFeed, DeviceLog],
  templateUrl: './device-view.html',
  styleUrl: './device-view.css',
  host: { '(document:pointerdown)': 'letGo($event)' },
})
export class DeviceView {
  readonly entry = input.required<DeviceEntry>();

  readonly #store = inject(FleetStore);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #query = toSignal(this.#route.queryParamMap);
  readonly #actions = inject(DeviceActions);
  readonly #day = inject(DeviceDay);
  protected readonly feed = inject(DeviceFeed);
  protected readonly log = inject(DeviceLog);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  protected readonly ranges = RANGES;

  /** Where the crosshair stands in all charts, ms of the server's clock. */
  protected readonly cursor = signal<number | null>(null);
  /** When drawing was paused, ms of the server's clock; null while it follows the present. */
  protected readonly pausedAt = signal<number | null>(null);
  protected readonly all = signal(false);

  protected readonly now = this.#seconds.now;
  protected readonly device = computed(() => {
    this.#store.devices();
    this.#store.presence();
    return this.entry().device;
  });
  protected readonly lost = computed(() => !this.live.up());
  protected readonly presence = computed(() => shownPresence(this.device().presence, this.live.lost()));
  protected readonly reason = computed(() => {
    this.device();
    this.feed.version();
    return reasonText(this.texts, this.times, this.entry(), this.now(), this.live.lost());
  });
  protected readonly minutes = computed(() => rangeOf(this.#query()?.get('range') ?? null));
  protected readonly view = computed((): Stretch => {
    const to = this.pausedAt() ?? this.#present();
    return { from: to - this.minutes() * MINUTE, to };
  });
  /** What charts follow: each batch, unless drawing is paused. */
  protected readonly version = computed(() =>
    this.pausedAt() === null ? this.feed.version() : untracked(this.feed.version),
  );
  protected readonly outages = computed((): readonly Stretch[] => {
    const known = outagesOf(this.log.entries());
    if (this.lost() && !Number.isNaN(this.#store.frameTime))
      return [...known, { from: this.#store.frameTime, to: Infinity }];
    const { presence } = this.device();
    if (!SILENT.has(presence) || known.at(-1)?.to === Infinity) return known;
    return [...known, { from: newestOf(this.entry()), to: Infinity }];
  });

  readonly #plan = computed(() => pagePlan(this.device().metrics));
  protected readonly values = computed(() => this.#some(this.#plan().values, FEW_VALUES));
  protected readonly charts = computed(() => this.#some(this.#plan().charts, FEW_CHARTS));
  protected readonly states = computed(() => this.#some(this.#plan().states, FEW_STATES));
  protected readonly total = computed(() => this.device().metrics.length);
  protected readonly hides = computed(() => {
    const { values, charts, states } = this.#plan();
    return values.length > FEW_VALUES || charts.length > FEW_CHARTS || states.length > FEW_STATES;
  });

  readonly #present = computed(
    () => {
      this.#seconds.now();
      if (this.minutes() * MINUTE <= LIVELY_MS) this.feed.version();
      return this.#clock.now();
    },
    { equal: () => false },
  );

  constructor() {
    const id = computed(() => this.device().id);
    effect((onCleanup) => {
      onCleanup(this.feed.follow(id()));
    });
    const happened = computed(() => {
      const { uid, presence, name, site, edited, outOfService } = this.device();
      return JSON.stringify([uid, presence, name, site, edited, outOfService]);
    });
    effect(() => {
      happened();
      untracked(() => {
        this.log.follow(this.entry().uid);
        this.#day.follow(this.entry().uid);
      });
    });
  }

  protected show(minutes: number): void {
    void this.#router.navigate([], {
      relativeTo: this.#route,
      queryParams: { range: minutes },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected pause(): void {
    this.pausedAt.update((at) => (at === null ? this.#clock.now() : null));
  }

  protected backInService(): void {
    void this.#actions.change(this.device(), { outOfService: null }, this.texts.t('device.service.ended'));
  }

  /** A touch beside the charts takes the crosshair away. */
  protected letGo(event: Event): void {
    if (event.target instanceof Element && !event.target.closest('sn-chart, sn-state-strip'))
      this.cursor.set(null);
  }

  #some<T>(list: readonly T[], few: number): readonly T[] {
    return this.all() ? list : list.slice(0, few);
  }
}
