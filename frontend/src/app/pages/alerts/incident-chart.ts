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
  model,
  signal,
  untracked,
} from '@angular/core';
import { formatSeriesName, type Alert, type Device, type Metric } from '@sensorium/contracts';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import { FleetStore } from '../../data/fleet-store';
import { History } from '../../data/history';
import { Incidents } from '../../data/incidents';
import { Live } from '../../data/live';
import { RangePast, type ShownSeries } from '../../data/range-past';
import { SeriesFeed } from '../../data/series-feed';
import { RangeControl } from '../../ui/range/range-control';
import { isLive, viewOf } from '../../ui/range/time-range';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { Seen } from '../../ui/seen/seen';
import { amountText, limitText } from '../../ui/texts/alert-words';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { wholeOf } from '../../widgets/chart/brush';
import { Chart } from '../../widgets/chart/chart';
import { gapAfter, type Stretch } from '../../widgets/chart/gaps';
import type { NamedLimit } from '../../widgets/chart/paint';
import type { ChartLine } from '../../widgets/chart/scene';
import type { PlotPlace } from '../../widgets/chart/places';
import { readAt } from '../../widgets/chart/read';
import { IncidentStates } from './incident-states';
import { hasLevel, markOf, metricsOf, rangeAround, sideOf, type KnownRule } from './incident-view';

/** What axis and margins take of the width, px. */
const PLOT_MARGIN = 66;

/** The values around an incident, its limits, its time, and other incidents of the same device. */
@Component({
  selector: 'sn-incident-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chart, IncidentStates],
  providers: [Incidents],
  hostDirectives: [Seen],
  template: `
    @if (lines().length > 0) {
      <sn-chart
        named="all"
        [lines]="lines()"
        [limits]="limits()"
        [marks]="marks()"
        [view]="past.view()"
        [version]="version()"
        [label]="label()"
        [said]="said()"
        [visible]="seen()"
        [zoom]="control"
        [(cursor)]="cursor"
        (placed)="place.set($event)"
      />
    }
    @if (states().length > 0) {
      <sn-incident-states
        [alert]="alert()"
        [device]="device()"
        [metrics]="states()"
        [view]="past.view()"
        [version]="version()"
        [outages]="outages()"
        [zoom]="control"
        [style.--plot-left]="plot()?.left"
        [style.--plot-width]="plot()?.width"
        [(cursor)]="cursor"
      />
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    sn-chart {
      height: 228px;
    }
    @media (max-width: 720px) {
      sn-chart {
        height: 200px;
      }
    }
  `,
  host: { 'data-testid': 'incident-chart' },
})
export class IncidentChart {
  readonly alert = input.required<Alert>();
  readonly rule = input.required<KnownRule>();
  readonly device = input.required<Device>();
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  readonly #feed = inject(SeriesFeed);
  readonly #history = inject(History);
  readonly #incidents = inject(Incidents);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #store = inject(FleetStore);
  readonly #live = inject(Live);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #present = computed(
    () => {
      this.#seconds.now();
      return this.#clock.now();
    },
    { equal: () => false },
  );
  protected readonly place = signal<PlotPlace | null>(null);
  /** Where the plot of the chart lies, for what stands below it under the same times. */
  protected readonly plot = computed(() => {
    const place = this.lines().length > 0 ? this.place() : null;
    return place && { left: `${place.x}px`, width: `${place.width}px` };
  });
  protected readonly control = new RangeControl({ kind: 'last', ms: 60_000 }, () => this.#present());
  readonly #metrics = computed(() => metricsOf(this.alert(), this.rule(), this.device()));
  readonly #names = computed(
    () => this.#metrics().map(({ name }) => formatSeriesName(this.device().id, name)),
    { equal: (a, b) => a.join('\n') === b.join('\n') },
  );
  protected readonly past = new RangePast(
    this.control,
    { isLive, viewOf, overviewOf: wholeOf },
    this.#feed,
    (wish, abort) => this.#history.read(wish, abort),
    { shown: (): ShownSeries => ({ names: this.#names(), lead: null }), compares: () => false },
  );
  protected readonly version = computed(() => this.#feed.version() + this.past.version());
  protected readonly outages = computed((): readonly Stretch[] => {
    const { noDataSince } = this.alert();
    if (noDataSince !== null) return [{ from: noDataSince, to: Infinity }];
    return this.#live.up() || Number.isNaN(this.#store.frameTime)
      ? []
      : [{ from: this.#store.frameTime, to: Infinity }];
  });
  readonly #numbers = computed(() => this.#metrics().filter(({ kind }) => kind === 'number'));
  protected readonly lines = computed((): readonly ChartLine[] => {
    this.version();
    return this.#numbers().map((metric, index) => this.#line(metric, index));
  });
  /** Booleans and texts have no height. */
  protected readonly states = computed(() => this.#metrics().filter(({ kind }) => kind !== 'number'));
  protected readonly limits = computed((): readonly NamedLimit[] => {
    const alert = this.alert();
    const { limit, clear, severity } = alert;
    if (!hasLevel(alert, this.rule()) || typeof limit !== 'number') return [];
    const side = sideOf(alert);
    const value = limitText(this.texts, limit, alert.unit);
    const fires = { value: limit, severity, side, name: this.texts.t(`alerts.fires.${side}`, { value }) };
    if (typeof clear !== 'number' || clear === limit) return [fires];
    const name = this.texts.t('alerts.clearsAt', { value: limitText(this.texts, clear, alert.unit) });
    return [fires, { value: clear, severity, side, clears: true, name }];
  });
  protected readonly marks = computed(() => {
    const { id } = this.alert();
    const others = this.#incidents.all().filter((one) => one.id !== id && one.uid === this.alert().uid);
    return [...others.map((one) => markOf(one, false)), markOf(this.alert(), true)];
  });
  protected readonly label = computed(() => {
    const words = timeWords(viewerZone(), this.texts.language());
    const { from, to } = this.past.view();
    const [start, end] = words.stretch({ from, to }, to);
    const names = this.#metrics().map((metric) => metricTitle(this.texts, metric));
    return this.texts.t('explore.chartLabel', { from: start, to: end, names: names.join(', ') });
  });
  protected readonly said = computed(() => (t: number): string => {
    const words = timeWords(viewerZone(), this.texts.language());
    const values = this.lines().map(({ name, points, rule }, index) => {
      const reading = readAt(points, [], rule, t);
      const unit = this.#numbers()[index]?.unit ?? null;
      return `${name} ${amountText(this.texts, reading?.value ?? null, { unit, metric: null })}`;
    });
    return [words.fine(t), ...values].join(', ');
  });

  constructor() {
    const around = computed(() => `${this.alert().id} ${this.alert().resolvedAt ?? ''}`);
    effect(() => {
      around();
      untracked(() => {
        const now = this.#clock.now();
        this.control.take(rangeAround(this.alert(), Number.isNaN(now) ? Date.now() : now));
      });
    });
    effect((onCleanup) => {
      onCleanup(this.#feed.follow(this.#names()));
    });
    this.#incidents.follow(() => [this.device().uid], this.past.view);
    this.#measure();
  }

  #line(metric: Metric, index: number): ChartLine {
    const { joined } = this.#feed.of(formatSeriesName(this.device().id, metric.name));
    return {
      name: metricTitle(this.texts, metric),
      points: joined,
      unit: metric.unit,
      rule: {
        gapMs: gapAfter(metric.interval),
        outages: this.outages(),
        held: false,
        known: joined.known,
      },
      colour: index + 1,
      stepped: false,
      fresh: metric.state === 'live' && this.#live.up() && this.control.live(),
    };
  }

  /** The history answers for the px of the plot. */
  #measure(): void {
    const sizes = new ResizeObserver(([entry]) => {
      const wide = entry?.contentRect.width ?? 0;
      if (wide > 0) this.past.resize(Math.max(200, Math.round(wide) - PLOT_MARGIN));
    });
    afterNextRender(() => {
      sizes.observe(this.#element);
    });
    inject(DestroyRef).onDestroy(() => {
      sizes.disconnect();
      this.past.destroy();
    });
  }
}
