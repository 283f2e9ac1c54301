import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChildren,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { formatSeriesName, type Metric } from '@sensorium/contracts';
import { AlertsStore } from '../../data/alerts-store';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import type { DeviceEntry } from '../../data/device-entry';
import { FleetStore } from '../../data/fleet-store';
import { shownPresence } from '../../data/fleet-view';
import { History } from '../../data/history';
import { Incidents } from '../../data/incidents';
import { Live } from '../../data/live';
import { RangePast, type ShownSeries } from '../../data/range-past';
import { RuleLimits } from '../../data/rule-limits';
import { Sites } from '../../data/sites';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { recall, remember } from '../../ui/preference';
import { rangeInUrl } from '../../ui/range/range-in-url';
import { isLive, viewOf } from '../../ui/range/time-range';
import { timeWords } from '../../ui/range/time-words';
import { isZone, viewerZone } from '../../ui/range/zones';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { wholeOf } from '../../widgets/chart/brush';
import { pastGaps, sameStretches, type Stretch } from '../../widgets/chart/gaps';
import { ExportMenu } from '../../widgets/export-menu/export-menu';
import { Overview } from '../../widgets/chart/overview';
import type { PlotPlace } from '../../widgets/chart/places';
import { downloadPng, drawSheet } from '../../widgets/picture-sheet/picture-sheet';
import { ProgressLine } from '../../widgets/progress-line/progress-line';
import { TimePicker } from '../../widgets/time-picker/time-picker';
import { AboutCard } from './about-card';
import { AlertBanner } from './alert-banner';
import { ArrivalsCard } from './arrivals-card';
import { ChartCard } from './chart-card';
import { pagePlan } from './chart-plan';
import { DeviceActions } from './device-actions';
import { DeviceDay } from './device-day';
import { DeviceFeed } from './device-feed';
import { DeviceLog } from './device-log';
import { DeviceMenu } from './device-menu';
import { GatewayCard } from './gateway-card';
import { LogCard } from './log-card';
import { MessageCard } from './message-card';
import { presentOutages, resumedAfter } from './outages';
import { newestOf, reasonText } from './reason-text';
import { StatesCard } from './states-card';
import { ValueTile } from './value-tile';

/** Values, charts and strips that a page shows before it is asked for all of them. */
const FEW_VALUES = 12;
const FEW_CHARTS = 9;
const FEW_STATES = 8;
/** Charts that explore can show in one: it has two value axes. */
const EXPLORED_CHARTS = 2;
const MINUTE = 60_000;
/** Up to this view charts move with each batch; a longer one moves less than a px a second. */
const LIVELY_MS = 5 * MINUTE;
/** What axis and margins take of a card's width, px. */
const PLOT_MARGIN = 66;

/** One device: state and reason first, then its values, then where they came from, and beside it all about it. */
@Component({
  selector: 'sn-device-view',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    AboutCard,
    AlertBanner,
    ArrivalsCard,
    ChartCard,
    DeviceMenu,
    ExportMenu,
    GatewayCard,
    Icon,
    LogCard,
    Mark,
    MessageCard,
    Overview,
    ProgressLine,
    RouterLink,
    StatesCard,
    TimePicker,
    ValueTile,
  ],
  providers: [DeviceDay, DeviceFeed, DeviceLog, Incidents],
  templateUrl: './device-view.html',
  styleUrl: './device-view.css',
  host: { '(document:pointerdown)': 'letGo($event)' },
})
export class DeviceView {
  readonly entry = input.required<DeviceEntry>();

  readonly #store = inject(FleetStore);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #sites = inject(Sites);
  readonly #actions = inject(DeviceActions);
  readonly #day = inject(DeviceDay);
  protected readonly feed = inject(DeviceFeed);
  protected readonly log = inject(DeviceLog);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly times = inject(Times);
  readonly #history = inject(History);
  readonly #alerts = inject(AlertsStore);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly chartCards = viewChildren(ChartCard);
  protected readonly statesCards = viewChildren(StatesCard);

  /** Where the crosshair stands in all charts, ms of the server's clock. */
  protected readonly cursor = signal<number | null>(null);
  /** Where the plot of the first chart lies in it: the states below it have the same times. */
  protected readonly plot = signal<PlotPlace | null>(null);
  readonly #zoneChoice = signal(recall('zone') ?? 'viewer');
  protected readonly all = signal(false);

  /** Server's time, a second old at most; known from the first event of the line on. */
  protected readonly now = computed(() => {
    const now = this.#seconds.now();
    return Number.isNaN(now) ? this.#clock.now() : now;
  });
  protected readonly device = computed(() => {
    this.#store.devices();
    this.#store.presence();
    return this.entry().device;
  });
  protected readonly lost = computed(() => !this.live.up());
  /** The most urgent incident that has fired, and how many there are. */
  protected readonly worst = computed(() => this.#alerts.worstByDevice().get(this.entry().uid) ?? null);
  readonly #own = computed(() => {
    const { uid } = this.entry();
    return [...this.#alerts.alerts().values()].filter((one) => one.uid === uid);
  });
  protected readonly openAlerts = computed(
    () => this.#own().filter(({ firedAt }) => firedAt !== null).length,
  );
  protected readonly presence = computed(() => shownPresence(this.device().presence, this.live.lost()));
  protected readonly reason = computed(() => {
    this.device();
    this.feed.version();
    return reasonText(this.texts, this.times, this.entry(), this.now(), this.live.lost());
  });
  /** A short view moves with each batch. */
  readonly #lively = signal(false);
  readonly #present = computed(
    () => {
      this.#seconds.now();
      if (this.#lively()) this.feed.version();
      return this.#clock.now();
    },
    { equal: () => false },
  );
  protected readonly control = rangeInUrl(() => this.#present());
  protected readonly compares = signal(false);
  protected readonly past = new RangePast(
    this.control,
    { isLive, viewOf, overviewOf: wholeOf },
    this.feed,
    (wish, abort) => this.#history.read(wish, abort),
    { shown: () => this.shown(), compares: this.compares },
  );
  protected readonly view = this.past.view;
  /** What charts follow: each batch, and each answer of the history. */
  protected readonly version = computed(() => this.feed.version() + this.past.version());
  protected readonly siteZone = computed(() => {
    const zone = this.#sites.find(this.device().site)?.zone ?? null;
    return zone !== null && isZone(zone) ? zone : null;
  });
  protected readonly zone = computed(() =>
    this.#zoneChoice() === 'site' ? (this.siteZone() ?? viewerZone()) : viewerZone(),
  );
  /** What of the past is seen, in words; null while the page follows the present. */
  protected readonly pastText = computed(() => {
    if (this.control.range().kind !== 'fixed') return null;
    const words = timeWords(this.zone(), this.texts.language());
    const [from, to] = words.stretch(this.view(), this.now());
    return this.texts.t('range.past', { from, to });
  });
  protected readonly outages = computed(
    (): readonly Stretch[] => {
      this.version();
      const { presence, presenceSince } = this.device();
      const tracks = this.charts().flatMap(({ metrics }) =>
        metrics.map(({ name }) => this.feed.history.of(name).joined),
      );
      const lostAt = this.lost() ? this.#store.frameTime : NaN;
      return presentOutages(this.log.entries(), {
        presence,
        newest: newestOf(this.entry()),
        resumed: (after) => resumedAfter(tracks, after, presenceSince),
        lostAt: Number.isNaN(lostAt) ? null : lostAt,
      });
    },
    { equal: sameStretches },
  );

  readonly #plan = computed(() => pagePlan(this.device().metrics));
  protected readonly values = computed(() => this.#some(this.#plan().values, FEW_VALUES));
  protected readonly charts = computed(() => this.#some(this.#plan().charts, FEW_CHARTS));
  protected readonly states = computed(() => this.#some(this.#plan().states, FEW_STATES));
  protected readonly total = computed(() => this.device().metrics.length);
  protected readonly hides = computed(() => {
    const { values, charts, states } = this.#plan();
    return values.length > FEW_VALUES || charts.length > FEW_CHARTS || states.length > FEW_STATES;
  });

  /** The metric whose line the overview has. */
  protected readonly lead = computed(() => this.#plan().charts[0]?.metrics[0] ?? null);
  protected readonly leadTitle = computed(() => {
    const lead = this.lead();
    return lead === null ? '' : metricTitle(this.texts, lead);
  });
  protected readonly leadGaps = computed(() => {
    this.past.version();
    return pastGaps(this.past.overview, this.past.whole());
  });
  protected readonly shown = computed((): ShownSeries => {
    const nameOf = ({ name }: Metric): string => formatSeriesName(this.device().id, name);
    const charted = this.charts().flatMap(({ metrics }) => metrics);
    const lead = this.lead();
    return { names: [...charted, ...this.states()].map(nameOf), lead: lead && nameOf(lead) };
  });
  /** The lines of the first charts, to be looked at on explore. */
  protected readonly explored = computed(() =>
    this.charts()
      .slice(0, EXPLORED_CHARTS)
      .flatMap(({ metrics }) => metrics.map(({ name }) => formatSeriesName(this.device().id, name))),
  );
  protected readonly csv = (): string =>
    this.#history.csvAddress({ names: [...this.shown().names], ...this.view() });

  constructor() {
    this.#measure();
    inject(RuleLimits).follow();
    inject(Incidents).follow(() => [this.entry().uid], this.view);
    effect(() => {
      const range = this.control.range();
      this.#lively.set(range.kind === 'last' && range.ms <= LIVELY_MS);
    });
    const id = computed(() => this.device().id);
    effect((onCleanup) => {
      onCleanup(this.feed.follow(id()));
    });
    const happened = computed(() => {
      const { uid, presence, name, site, edited, outOfService } = this.device();
      const alerts = this.#own().map((one) => [one.id, one.state, one.acknowledged !== null]);
      return JSON.stringify([uid, presence, name, site, edited, outOfService, alerts]);
    });
    effect(() => {
      happened();
      untracked(() => {
        this.log.follow(this.entry().uid);
        this.#day.follow(this.entry().uid);
      });
    });
  }

  protected chooseZone(zone: string): void {
    const choice = zone === viewerZone() ? 'viewer' : 'site';
    this.#zoneChoice.set(choice);
    remember('zone', choice === 'site' ? choice : null);
  }

  /** All charts of the page as one picture, in the colours of the page. */
  protected async savePicture(): Promise<void> {
    const style = getComputedStyle(this.#element);
    const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    const words = timeWords(this.zone(), this.texts.language());
    const sheet = drawSheet({
      title: this.device().name,
      subtitle: words.stretch(this.view(), 0).join(' – '),
      parts: [
        ...(await Promise.all(this.chartCards().map((card) => card.part()))),
        ...this.statesCards().map((card) => card.part()),
      ],
      background: token('surface'),
      text: token('text'),
      faint: token('text-2'),
      font: style.fontFamily,
      ratio: devicePixelRatio,
    });
    await downloadPng(sheet, `${this.device().name} ${words.stretch(this.view(), 0).join(' ')}`);
  }

  protected backInService(): void {
    void this.#actions.change(this.device(), { outOfService: null }, this.texts.t('device.service.ended'));
  }

  /** A touch beside the charts takes the crosshair away. */
  protected letGo(event: Event): void {
    if (event.target instanceof Element && !event.target.closest('sn-chart, sn-state-strip'))
      this.cursor.set(null);
  }

  /** The history answers for the px of the widest plot. */
  #measure(): void {
    const sizes = new ResizeObserver(([entry]) => {
      const wide = entry?.contentRect.width ?? 0;
      if (wide > 0) this.past.resize(Math.max(200, Math.round(wide) - PLOT_MARGIN));
    });
    afterNextRender(() => {
      const charts = this.#element.querySelector('.charts');
      if (charts) sizes.observe(charts);
    });
    inject(DestroyRef).onDestroy(() => {
      sizes.disconnect();
      this.past.destroy();
    });
  }

  #some<T>(list: readonly T[], few: number): readonly T[] {
    return this.all() ? list : list.slice(0, few);
  }
}
