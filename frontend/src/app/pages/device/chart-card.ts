import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  model,
  output,
  viewChild,
} from '@angular/core';
import type { Device, Metric } from '@sensorium/contracts';
import { sinceOf } from '../../data/alert-view';
import { shownPresence } from '../../data/fleet-view';
import { Incidents } from '../../data/incidents';
import { RuleLimits } from '../../data/rule-limits';
import { Mark } from '../../ui/mark/mark';
import type { RangeControl } from '../../ui/range/range-control';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { Seen } from '../../ui/seen/seen';
import { limitText } from '../../ui/texts/alert-words';
import { metricKey } from '../../ui/texts/metric-words';
import { capital, metricTitle } from '../../ui/texts/metric-title';
import { seriesText, spokenValue } from '../../ui/texts/series-words';
import { Texts } from '../../ui/texts/texts';
import { Chart } from '../../widgets/chart/chart';
import { isDense, spanAt } from '../../widgets/chart/band';
import { findGaps, gapAfter, inGap, type Stretch } from '../../widgets/chart/gaps';
import type { NamedLimit } from '../../widgets/chart/paint';
import { gapText } from '../../widgets/chart/gap-text';
import type { ChartLine } from '../../widgets/chart/scene';
import { readAt } from '../../widgets/chart/read';
import type { IncidentMark } from '../../widgets/chart/marks';
import type { PlotPlace } from '../../widgets/chart/places';
import { extent, type Limit } from '../../widgets/chart/scale';
import { Shifted, shiftedRule } from '../../widgets/chart/shifted';
import type { SheetPart } from '../../widgets/picture-sheet/picture-sheet';
import { RuleLink } from '../../widgets/rule-link/rule-link';
import { besides } from './chart-limits';
import { ownWords, type ChartPlan } from './chart-plan';
import type { DeviceHistory } from './history';
import { limitsOf } from './limits';

/** Colours of charts with one line, in their order; those of several begin with the first. */
const SINGLE_COLOURS = [1, 4, 5, 3, 6, 2];

interface LegendItem {
  name: string;
  value: string;
  unit: string | null;
  colour: number;
  /** Lowest and highest value at the crosshair, where it stands on several. */
  span: string | null;
  /** What it was in the period before, if that is drawn too. */
  before: string | null;
  /** Why there is no value. */
  silence: string | null;
}

/** Px column that a crosshair stands on, as a share of the view. */
const COLUMN_SHARE = 1 / 800;

/** A chart in its frame: title, the values at the crosshair or now, and the lines. */
@Component({
  selector: 'sn-chart-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chart, Mark, RuleLink],
  hostDirectives: [Seen],
  templateUrl: './chart-card.html',
  styleUrl: './chart-card.css',
  host: { class: 'card', 'data-testid': 'chart', '[class.wide]': 'plan().wide' },
})
export class ChartCard {
  readonly plan = input.required<ChartPlan>();
  readonly device = input.required<Device>();
  readonly history = input.required<DeviceHistory>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly outages = input.required<readonly Stretch[]>();
  readonly lost = input(false);
  /** Drawing stands still: the newest point is not the present. */
  readonly paused = input(false);
  /** Place among the charts, for its colours. */
  readonly place = input(0);
  readonly zone = input(viewerZone());
  readonly zoom = input<RangeControl | null>(null);
  /** The period before is drawn too. */
  readonly compare = input(false);
  readonly cursor = model<number | null>(null);
  /** Where the plot lies in the chart, whenever it has changed. */
  readonly placed = output<PlotPlace>();

  protected readonly chart = viewChild.required(Chart);
  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  readonly #rules = inject(RuleLimits);
  readonly #incidents = inject(Incidents);
  readonly #words = computed(() => timeWords(this.zone(), this.texts.language()));
  readonly #span = computed(() => this.view().to - this.view().from, {
    equal: (a, b) => Math.abs(a - b) < 1,
  });

  protected readonly title = computed(() => {
    const { metrics, word, quantity } = this.plan();
    const [first] = metrics;
    if (metrics.length === 1 && first) return metricTitle(this.texts, first);
    const key = word === null ? quantity : metricKey(word);
    return capital(key ? this.texts.t(key) : (word ?? ''));
  });
  protected readonly lines = computed((): readonly ChartLine[] =>
    this.plan().metrics.map((metric, index) => this.#line(metric, index)),
  );
  protected readonly limits = computed((): readonly NamedLimit[] => {
    const { metrics } = this.plan();
    return metrics.flatMap((metric, index) => {
      const whose = metrics.length > 1 ? `${this.lines()[index]?.name ?? ''}: ` : '';
      const own = limitsOf(metric.limits).map((limit) => {
        const value = this.#limitText(metric, limit);
        return {
          ...limit,
          name: whose + this.texts.t(`device.limit.${limit.severity}.${limit.side}`, { value }),
        };
      });
      const rules = this.#rules.of(this.device(), metric).map(({ rule, ...limit }) => {
        const words = { name: rule, value: this.#limitText(metric, limit) };
        return { ...limit, name: whose + this.texts.t(`alert.limit.${limit.side}`, words) };
      });
      return besides(own, rules);
    });
  });
  protected readonly marks = computed((): readonly IncidentMark[] => {
    const { uid } = this.device();
    const found = this.plan().metrics.flatMap(({ name }) => this.#incidents.of(uid, name));
    return [...new Set(found)].map((alert) => ({
      from: sinceOf(alert),
      to: alert.resolvedAt ?? Infinity,
      severity: alert.severity,
      main: false,
    }));
  });
  /** The metric that a rule made from here is about, with the value at the crosshair or now. */
  protected readonly ruled = computed(() => {
    this.version();
    const [metric] = this.plan().metrics;
    const [line] = this.lines();
    if (!metric || !line) return null;
    const reading = readAt(line.points, [], line.rule, this.cursor() ?? this.view().to);
    return { metric: metric.name, value: reading?.value ?? NaN };
  });
  protected readonly legend = computed((): readonly LegendItem[] => {
    this.version();
    const at = this.cursor() ?? this.view().to;
    return this.lines().map((line, index) => this.#item(line, index, at));
  });
  protected readonly time = computed(() => {
    const cursor = this.cursor();
    return cursor === null ? null : this.#words().moment(cursor, this.#span());
  });
  /** The state that all metrics share, unless it is live. */
  protected readonly state = computed(() => {
    const states = new Set(this.plan().metrics.map(({ state }) => shownPresence(state, this.lost())));
    const [state = 'live'] = states;
    return states.size > 1 || state === 'live' ? null : state;
  });
  protected readonly label = computed(() => {
    const [from, to] = this.#words().stretch(this.view(), this.view().to);
    const lines = this.lines().map((line, index) => this.#summary(line, index));
    return this.texts.t('device.chartLabel', { title: this.title(), from, to, lines: lines.join('; ') });
  });
  protected readonly said = computed(() => (t: number): string => {
    const values = this.lines().map((line, index) => {
      const { name, value, unit, silence } = this.#item(line, index, t);
      return `${name} ${silence ?? [value, unit].filter(Boolean).join(' ')}`;
    });
    return [this.#words().moment(t, this.#span()), ...values].join(', ');
  });

  /** The chart as a part of a picture to be kept. */
  async part(): Promise<SheetPart> {
    const colourOf = getComputedStyle(document.documentElement);
    const legend = this.legend().map(({ name, value, unit, colour }) => ({
      text: [this.legend().length > 1 ? name : '', value, unit].filter(Boolean).join(' '),
      colour: colourOf.getPropertyValue(`--s${colour}`),
    }));
    return { title: this.title(), legend, canvas: await this.chart().picture() };
  }

  #limitText(metric: Metric, { value }: Limit): string {
    return limitText(this.texts, value, metric.unit);
  }

  #line(metric: Metric, index: number): ChartLine {
    this.version();
    const { metrics, word } = this.plan();
    const { joined } = this.history().of(metric.name);
    const gapMs = gapAfter(metric.interval);
    const single = SINGLE_COLOURS[this.place() % SINGLE_COLOURS.length] ?? 1;
    return {
      name: metrics.length > 1 && word !== null ? ownWords(metric, word) : metricTitle(this.texts, metric),
      points: joined,
      unit: metric.unit,
      rule: { gapMs, outages: this.outages(), held: false, known: joined.known },
      before: this.compare() ? this.#before(metric, gapMs) : null,
      colour: metrics.length > 1 ? index + 1 : single,
      stepped: false,
      fresh: shownPresence(metric.state, this.lost()) === 'live' && !this.lost() && !this.paused(),
    };
  }

  #before(metric: Metric, gapMs: number): NonNullable<ChartLine['before']> {
    const { earlier } = this.history().of(metric.name);
    const by = this.#span();
    return { points: new Shifted(earlier, by), rule: shiftedRule(gapMs, false, earlier.known, by) };
  }

  #item(line: ChartLine, index: number, t: number): LegendItem {
    const metric = this.plan().metrics[index];
    const { name, colour } = line;
    if (!metric) return { name, colour, value: '', unit: null, span: null, before: null, silence: null };
    const gaps = findGaps(line.points, this.view(), line.rule);
    const gap = inGap(gaps, t);
    const live = this.cursor() === null;
    const reading = readAt(line.points, live ? [] : gaps, line.rule, t);
    const value = this.#valueText(metric, reading?.value ?? NaN);
    const silence = gap && !live ? gapText(this.texts, this.#words(), gap) : null;
    const unit = this.texts.unit(metric.unit);
    return {
      name,
      colour,
      value,
      unit,
      span: this.#spanText(metric, line, t),
      before: this.#beforeText(metric, line, t),
      silence,
    };
  }

  #spanText(metric: Metric, { points }: ChartLine, t: number): string | null {
    if (this.cursor() === null || !isDense(points, this.view(), 1 / COLUMN_SHARE)) return null;
    const span = spanAt(points, t, this.#span() * COLUMN_SHARE);
    if (!span || span[0] === span[1]) return null;
    const [low = '', high = ''] = span.map((value) => this.#valueText(metric, value));
    return this.texts.t('chart.span', { low, high });
  }

  #beforeText(metric: Metric, { before }: ChartLine, t: number): string | null {
    if (!before) return null;
    const reading = readAt(before.points, findGaps(before.points, this.view(), before.rule), before.rule, t);
    return reading ? this.texts.t('chart.before', { value: this.#valueText(metric, reading.value) }) : null;
  }

  #valueText(metric: Metric, value: number): string {
    return seriesText(this.texts, metric, this.history().of(metric.name), value);
  }

  #summary({ name }: ChartLine, index: number): string {
    const metric = this.plan().metrics[index];
    const history = metric && this.history().of(metric.name);
    const range = history && extent([history.joined], this.view());
    if (!metric || !history || !range) return `${name}: ${this.texts.t('value.none')}`;
    const [low, high] = range.map((v) => spokenValue(this.texts, metric, history, v));
    return this.texts.t('device.lineLabel', { name, low: low ?? '', high: high ?? '' });
  }
}
