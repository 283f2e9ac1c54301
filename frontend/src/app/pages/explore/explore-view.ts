import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { SERVER_CLOCK, Seconds } from '../../data/clocks';
import { FleetStore } from '../../data/fleet-store';
import { History } from '../../data/history';
import { Incidents } from '../../data/incidents';
import { Live } from '../../data/live';
import { RangePast } from '../../data/range-past';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { rangeInUrl } from '../../ui/range/range-in-url';
import { isLive, viewOf, type TimeRange } from '../../ui/range/time-range';
import { timeWords } from '../../ui/range/time-words';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { wholeOf } from '../../widgets/chart/brush';
import { pastGaps, type Stretch } from '../../widgets/chart/gaps';
import type { PlotPlace } from '../../widgets/chart/places';
import { Overview } from '../../widgets/chart/overview';
import { ExportMenu } from '../../widgets/export-menu/export-menu';
import { downloadPng } from '../../widgets/picture-sheet/picture-sheet';
import { ProgressLine } from '../../widgets/progress-line/progress-line';
import { RuleLink } from '../../widgets/rule-link/rule-link';
import { TimePicker } from '../../widgets/time-picker/time-picker';
import { BarsChart } from './bars-chart';
import { bucketAt, fits, perOf, type Bucket } from './buckets';
import { bucketWords } from './bucket-words';
import { RuleLimits } from '../../data/rule-limits';
import { SeriesFeed } from '../../data/series-feed';
import { ExploreFigures } from './explore-figures';
import { PERS } from './explore-query';
import { numberRow, stateRow, type RowSource } from './explore-rows';
import { exploreSheet } from './explore-sheet';
import { ExploreState } from './explore-state';
import { ExploreZone } from './explore-zone';
import { LinesChart } from './lines-chart';
import { numberAt } from './reading-at';
import { SeriesTable } from './series-table';
import { StripsView } from './strips-view';

/** Up to this view charts move with each batch; a longer one moves less than a px a second. */
const LIVELY_MS = 300_000;
/** What axis and margins take of the chart's width, px. */
const PLOT_MARGIN = 60;
/** A chart narrower than this has no room for names at the ends of its lines, px. */
const NARROW = 620;
const DAY: TimeRange = { kind: 'last', ms: 86_400_000 };
/** Fewer bars than this compare nothing. */
const FEW_BARS = 3;
const RULES = { isLive, viewOf, overviewOf: wholeOf };

/** The picked series: their chart with all that belongs to it, and the table of their figures. */
@Component({
  selector: 'sn-explore-view',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    BarsChart,
    ExportMenu,
    Icon,
    LinesChart,
    Mark,
    Overview,
    ProgressLine,
    RuleLink,
    SeriesTable,
    StripsView,
    TimePicker,
  ],
  providers: [Incidents, SeriesFeed, ExploreFigures, ExploreZone],
  templateUrl: './explore-view.html',
  styleUrl: './explore-view.css',
  host: { '(document:pointerdown)': 'letGo($event)' },
})
export class ExploreView {
  readonly #store = inject(FleetStore);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #history = inject(History);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly explore = inject(ExploreState);
  protected readonly feed = inject(SeriesFeed);
  protected readonly figures = inject(ExploreFigures);
  protected readonly live = inject(Live);
  protected readonly texts = inject(Texts);
  protected readonly linesChart = viewChild(LinesChart);
  protected readonly barsChart = viewChild(BarsChart);
  protected readonly strips = viewChild(StripsView);

  /** Where the crosshair stands, ms of the server's clock. */
  protected readonly cursor = signal<number | null>(null);
  protected readonly narrow = signal(false);
  /** Where the plot lies in its chart. */
  protected readonly plot = signal<PlotPlace | null>(null);
  readonly #lively = signal(false);
  protected readonly now = computed(() => {
    const now = this.#seconds.now();
    return Number.isNaN(now) ? this.#clock.now() : now;
  });
  readonly #present = computed(
    () => {
      this.#seconds.now();
      if (this.#lively()) this.feed.version();
      return this.#clock.now();
    },
    { equal: () => false },
  );
  protected readonly control = rangeInUrl(() => this.#present());
  protected readonly totals = computed(() => this.explore.query().kind === 'totals');
  protected readonly lead = computed(() => this.explore.drawn()[0] ?? this.explore.numbers()[0] ?? null);
  protected readonly past = new RangePast(
    this.control,
    RULES,
    this.feed,
    (wish, abort) => this.#history.read(wish, abort),
    {
      shown: () => ({ names: this.#names(), lead: this.lead()?.name ?? null }),
      compares: () => this.explore.query().compare && !this.totals(),
    },
  );
  protected readonly view = this.past.view;
  protected readonly version = computed(() => this.feed.version() + this.past.version());
  protected readonly lost = computed(() => !this.live.up());
  protected readonly outages = computed((): readonly Stretch[] =>
    this.lost() && !Number.isNaN(this.#store.frameTime)
      ? [{ from: this.#store.frameTime, to: Infinity }]
      : [],
  );
  protected readonly zones = inject(ExploreZone);
  protected readonly zone = this.zones.zone;
  readonly #words = computed(() => timeWords(this.zone(), this.texts.language()));
  protected readonly per = computed(() => perOf(this.explore.query().per, this.control.view()));
  protected readonly pers = computed(() =>
    PERS.map((per) => ({
      per,
      fits: fits(per, this.control.view()),
      label: this.texts.t(`explore.per.${per}`),
    })),
  );
  protected readonly bars = computed(() => (this.totals() ? this.figures.bars() : null));
  protected readonly fewBars = computed(() => {
    const bars = this.bars();
    return bars !== null && bars.buckets.length < FEW_BARS;
  });
  /** Numbers that nothing says to be counters, to be counted all the same. */
  protected readonly countable = computed(() => this.explore.numbers().filter(({ counter }) => !counter));
  protected readonly fault = computed(() => this.past.fault() ?? this.figures.fault());
  protected readonly slow = computed(() => this.past.slow() || this.figures.slow());

  readonly #source = computed((): RowSource => {
    this.version();
    return {
      texts: this.texts,
      words: this.#words(),
      live: this.feed,
      figures: this.figures,
      bars: this.bars(),
      outages: this.outages(),
      view: this.view(),
      cursor: this.cursor(),
      isLive: this.control.live(),
      lost: this.live.lost(),
    };
  });
  protected readonly rows = computed(() => {
    const drawn = new Set(this.explore.drawn().map(({ name }) => name));
    return [
      ...this.explore.numbers().map((one) => numberRow(one, drawn.has(one.name), this.#source())),
      ...this.explore.states().map((one) => stateRow(one, this.explore.isHidden(one), this.#source())),
    ];
  });
  protected readonly when = computed(() => {
    const cursor = this.cursor();
    const bars = this.bars();
    if (bars) {
      const bucket = bucketAt(bars.buckets, cursor) ?? bars.buckets.at(-1);
      return bucket ? this.#bucketText(bucket) : '';
    }
    if (cursor === null && this.control.live()) return this.texts.t('explore.column.now');
    const { from, to } = this.view();
    return this.#words().moment(cursor ?? to, to - from);
  });
  protected readonly noAxis = computed(() => {
    const { left, right } = this.explore.axes();
    const unit = (one: string | null | undefined): string => one ?? this.texts.t('explore.noUnit');
    return this.texts.t('explore.noAxis', { left: unit(left), right: unit(right) });
  });
  protected readonly barsLabel = computed(() => {
    const names = this.explore
      .drawn()
      .map(({ device, metric }) => `${device.name} ${metricTitle(this.texts, metric)}`);
    return this.texts.t('explore.barsLabel', {
      per: this.texts.t(`explore.per.${this.per()}`),
      names: names.join(', '),
    });
  });
  protected readonly saidBucket = computed(() => (bucket: Bucket): string => {
    const values = this.rows().flatMap(({ drawn, device, title, value, unit, look }) =>
      drawn && look ? [[device, title, value, unit].filter(Boolean).join(' ')] : [],
    );
    return [this.#bucketText(bucket), ...values].join(', ');
  });
  protected readonly leadGaps = computed(() => {
    this.past.version();
    return pastGaps(this.past.overview, this.past.whole());
  });
  /** What a rule made from here is about: the first line, with its value at the crosshair or now. */
  protected readonly ruled = computed(() => {
    this.version();
    const lead = this.lead();
    if (!lead) return null;
    const { joined } = this.feed.of(lead.name);
    const reading = numberAt(joined, lead.metric, [], this.view(), this.cursor() ?? this.view().to);
    return { device: lead.device.id, metric: lead.metric.name, value: reading.value };
  });
  protected readonly leadTitle = computed(() => {
    const lead = this.lead();
    return lead ? `${metricTitle(this.texts, lead.metric)} · ${lead.device.name}` : '';
  });
  protected readonly csv = (): string => this.#history.csvAddress({ names: this.#names(), ...this.view() });

  readonly #names = computed(() => this.explore.picked().map(({ name }) => name), { equal: sameNames });

  constructor() {
    effect((onCleanup) => {
      onCleanup(this.feed.follow(this.#names()));
    });
    effect(() => {
      const range = this.control.range();
      this.#lively.set(range.kind === 'last' && range.ms <= LIVELY_MS && !this.totals());
    });
    this.figures.follow(
      this.control,
      () => {
        const counters = this.explore.numbers().filter(({ counter }) => counter);
        const names = counters.map(({ name }) => name);
        const bars = this.totals() ? names : [];
        return {
          names: this.#names(),
          counters: names,
          bars,
          per: this.explore.query().per,
          zone: this.zone(),
        };
      },
      this.feed.begun,
    );
    this.#measure();
    inject(RuleLimits).follow();
    inject(Incidents).follow(() => this.explore.drawn().map(({ device }) => device.uid), this.view);
    inject(DestroyRef).onDestroy(() => {
      this.past.destroy();
    });
  }

  protected compare(): void {
    this.explore.change({ compare: !this.explore.query().compare });
  }

  protected again(): void {
    this.past.again();
    this.figures.again();
  }

  protected lastDay(): void {
    this.control.go(DAY);
  }

  /** The chart with its legend as one picture, in the colours of the page. */
  protected async savePicture(): Promise<void> {
    const chart = this.totals() ? this.barsChart()?.picture() : await this.linesChart()?.picture();
    const strips = this.strips()
      ?.strip()
      .picture(this.totals() ? undefined : this.plot()?.x);
    const pictures = [chart, strips].filter((one) => one !== undefined);
    const title = this.texts.t('explore.title');
    const range = this.#words().stretch(this.view(), 0);
    const sheet = exploreSheet(this.#element, pictures, this.rows(), { title, subtitle: range.join(' – ') });
    await downloadPng(sheet, `${title} ${range.join(' ')}`);
  }

  /** A touch beside the charts takes the crosshair away. */
  protected letGo(event: Event): void {
    if (event.target instanceof Element && !event.target.closest('sn-chart, sn-state-strip, sn-bars-chart'))
      this.cursor.set(null);
  }

  #bucketText(bucket: Bucket): string {
    const { per = 'hour', zone = this.zone() } = this.bars() ?? {};
    return bucketWords(bucket, per, timeWords(zone, this.texts.language()), 'alone');
  }

  /** The history answers for the px of the plot. */
  #measure(): void {
    const sizes = new ResizeObserver(([entry]) => {
      const wide = entry?.contentRect.width ?? 0;
      if (wide <= 0) return;
      this.past.resize(Math.max(200, Math.round(wide) - PLOT_MARGIN));
      this.narrow.set(wide < NARROW);
    });
    afterNextRender(() => {
      const plot = this.#element.querySelector('.plot');
      if (plot) sizes.observe(plot);
    });
    inject(DestroyRef).onDestroy(() => {
      sizes.disconnect();
    });
  }
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}
