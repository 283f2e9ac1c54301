import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import type { Metric } from '@sensorium/contracts';
import { decimalsOf } from '../../data/decimals';
import { shownPresence } from '../../data/fleet-view';
import { Mark } from '../../ui/mark/mark';
import { Seen } from '../../ui/seen/seen';
import { metricKey } from '../../ui/texts/metric-words';
import { Texts } from '../../ui/texts/texts';
import { Chart } from '../../widgets/chart/chart';
import { clockTextFine } from '../../widgets/chart/clock-text';
import { findGaps, gapAfter, inGap, type Stretch } from '../../widgets/chart/gaps';
import type { NamedLimit } from '../../widgets/chart/paint';
import { gapText, type ChartLine } from '../../widgets/chart/picture';
import { readAt } from '../../widgets/chart/read';
import { ownWords, type ChartPlan } from './chart-plan';
import { seenRange, type DeviceHistory } from './history';
import { limitsOf } from './limits';
import { capital, metricTitle, spokenValue, valueText } from './metric-text';

/** Colours of charts with one line, in their order; those of several begin with the first. */
const SINGLE_COLOURS = [1, 4, 5, 3, 6, 2];

interface LegendItem {
  name: string;
  value: string;
  unit: string | null;
  colour: number;
  /** Why there is no value. */
  silence: string | null;
}

/** A chart in its frame: title, the values at the crosshair or now, and the lines. */
@Component({
  selector: 'sn-chart-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chart, Mark],
  hostDirectives: [Seen],
  templateUrl: './chart-card.html',
  styleUrl: './chart-card.css',
  host: { class: 'card', 'data-testid': 'chart', '[class.wide]': 'plan().wide' },
})
export class ChartCard {
  readonly plan = input.required<ChartPlan>();
  readonly history = input.required<DeviceHistory>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly outages = input.required<readonly Stretch[]>();
  readonly lost = input(false);
  /** Drawing stands still: the newest point is not the present. */
  readonly paused = input(false);
  /** Place among the charts, for its colours. */
  readonly place = input(0);
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;

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
    return metrics.flatMap((metric, index) =>
      limitsOf(metric.limits).map((limit) => {
        const number = this.texts.numbers().measured(limit.value, decimalsOf(limit.value));
        const value = metric.unit === null ? number : `${number} ${metric.unit}`;
        const name = this.texts.t(`device.limit.${limit.severity}.${limit.side}`, { value });
        const whose = metrics.length > 1 ? `${this.lines()[index]?.name ?? ''}: ` : '';
        return { ...limit, name: whose + name };
      }),
    );
  });
  protected readonly legend = computed((): readonly LegendItem[] => {
    this.version();
    const at = this.cursor() ?? this.view().to;
    return this.lines().map((line, index) => this.#item(line, index, at));
  });
  protected readonly time = computed(() => {
    const cursor = this.cursor();
    return cursor === null ? null : clockTextFine(cursor);
  });
  /** The state that all metrics share, unless it is live. */
  protected readonly state = computed(() => {
    const states = new Set(this.plan().metrics.map(({ state }) => shownPresence(state, this.lost())));
    const [state = 'live'] = states;
    return states.size > 1 || state === 'live' ? null : state;
  });
  protected readonly label = computed(() => {
    const minutes = Math.round((this.view().to - this.view().from) / 60_000);
    const lines = this.lines().map((line, index) => this.#summary(line, index));
    return this.texts.t('device.chartLabel', { title: this.title(), minutes, lines: lines.join('; ') });
  });
  protected readonly said = computed(() => (t: number): string => {
    const values = this.lines().map((line, index) => {
      const { name, value, unit, silence } = this.#item(line, index, t);
      return `${name} ${silence ?? [value, unit].filter(Boolean).join(' ')}`;
    });
    return [clockTextFine(t), ...values].join(', ');
  });

  #line(metric: Metric, index: number): ChartLine {
    const { metrics, word } = this.plan();
    const single = SINGLE_COLOURS[this.place() % SINGLE_COLOURS.length] ?? 1;
    return {
      name: metrics.length > 1 ? ownWords(metric, word) : metricTitle(this.texts, metric),
      points: this.history().of(metric.name).track,
      rule: { gapMs: gapAfter(metric.interval), outages: this.outages(), held: false },
      colour: metrics.length > 1 ? index + 1 : single,
      stepped: false,
      fresh: shownPresence(metric.state, this.lost()) === 'live' && !this.lost() && !this.paused(),
    };
  }

  #item(line: ChartLine, index: number, t: number): LegendItem {
    const metric = this.plan().metrics[index];
    const { name, colour } = line;
    if (!metric) return { name, colour, value: '', unit: null, silence: null };
    const gaps = findGaps(line.points, this.view(), line.rule);
    const gap = inGap(gaps, t);
    const live = this.cursor() === null;
    const reading = readAt(line.points, live ? [] : gaps, line.rule, t);
    const value = valueText(this.texts, metric, this.history().of(metric.name), reading?.value ?? NaN);
    const silence = gap && !live ? gapText(this.texts, gap) : null;
    return { name, colour, value, unit: metric.unit, silence };
  }

  #summary({ name }: ChartLine, index: number): string {
    const metric = this.plan().metrics[index];
    const history = metric && this.history().of(metric.name);
    const range = history && seenRange(history, this.view().from);
    if (!metric || !history || !range) return `${name}: ${this.texts.t('value.none')}`;
    const [low, high] = [range.low, range.high].map((v) => spokenValue(this.texts, metric, history, v));
    return this.texts.t('device.lineLabel', { name, low: low ?? '', high: high ?? '' });
  }
}
