import { ChangeDetectionStrategy, Component, computed, inject, model, signal } from '@angular/core';
import type { PreviewIncident } from '@sensorium/contracts';
import { numberOf, numberText } from '../../ui/format/quantities';
import { timeWords } from '../../ui/range/time-words';
import { markWords } from '../../ui/range/mark-words';
import { viewerZone } from '../../ui/range/zones';
import { Seen } from '../../ui/seen/seen';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { Chart } from '../../widgets/chart/chart';
import type { PlotPlace } from '../../widgets/chart/places';
import { gapAfter, stateGaps } from '../../widgets/chart/gaps';
import type { ChartLine } from '../../widgets/chart/scene';
import { metricRow } from '../../widgets/state-strip/metric-row';
import { StateStrip, type StripRow } from '../../widgets/state-strip/state-strip';
import { ChartSeries } from './chart-series';
import { LimitLines, type LimitLine } from './limit-lines';
import { RuleEdit } from './rule-edit';
import { RulePreviews } from './rule-preview';
import { RuleWords } from './rule-words';

/** Silence shorter than this share of the picture is not drawn: it would be a hair. */
const LEAST_GAP = 1 / 200;

/** An incident above the chart, in % of its width. */
interface Tick {
  left: number;
  width: number;
}

/** The chosen device's past with the limits of the rule, to be moved, and the incidents that they would have given. */
@Component({
  selector: 'sn-preview-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chart, LimitLines, StateStrip],
  hostDirectives: [Seen],
  template: `
    <div class="strip" aria-hidden="true" [style.margin-left.px]="plot()?.x" [style.width.px]="plot()?.width">
      @for (tick of ticks(); track $index) {
        <i class="tick" [class]="'tick ' + severity()" [style.left.%]="tick.left"></i>
      }
      @for (bar of bars(); track $index) {
        <i
          class="bar"
          [class]="'bar ' + severity()"
          [style.left.%]="bar.left"
          [style.width.%]="bar.width"
        ></i>
      }
    </div>
    @if (states(); as rows) {
      <sn-state-strip
        data-testid="preview-states"
        [rows]="rows"
        [from]="previews.view().from"
        [to]="previews.view().to"
        [marks]="marks()"
        [label]="label()"
        [zone]="zone"
        [(cursor)]="cursor"
      />
    } @else {
      <div class="plot">
        <sn-chart
          named="all"
          [lines]="lines()"
          [reach]="reach()"
          [view]="previews.view()"
          [version]="series.version()"
          [label]="label()"
          [visible]="seen()"
          [zone]="zone"
          [(cursor)]="cursor"
          (placed)="place.set($event)"
        />
        @if (place(); as place) {
          <sn-limit-lines
            [lines]="limits()"
            [place]="place"
            [severity]="severity()"
            [unit]="unit()"
            (moved)="move($event)"
            (held)="hold($event)"
          />
        }
      </div>
    }
  `,
  styleUrl: './preview-chart.css',
})
export class PreviewChart {
  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  protected readonly series = inject(ChartSeries);
  protected readonly previews = inject(RulePreviews);
  readonly #edit = inject(RuleEdit);
  readonly #words = inject(RuleWords);
  protected readonly zone = viewerZone();
  protected readonly place = signal<PlotPlace | null>(null);
  readonly cursor = model<number | null>(null);
  readonly #held = signal<readonly number[] | null>(null);
  protected readonly unit = computed(() => this.texts.units.of(this.series.metric()?.unit ?? null));
  protected readonly severity = computed(() => this.#edit.draft().severity);

  protected readonly lines = computed((): readonly ChartLine[] => {
    this.series.version();
    const metric = this.series.metric();
    if (!metric || !this.series.current()) return [];
    const { joined } = this.series.past;
    const { from, to } = this.previews.view();
    const least = (to - from) * LEAST_GAP;
    const known = joined.known && {
      ...joined.known,
      gaps: joined.known.gaps.filter((gap) => gap.to - gap.from > least),
    };
    return [
      {
        name: metricTitle(this.texts, metric),
        points: joined,
        unit: metric.unit,
        rule: { gapMs: Math.max(least, gapAfter(metric.interval)), outages: [], held: false, known },
        colour: 1,
        stepped: false,
        fresh: false,
      },
    ];
  });
  /** Booleans and texts as a strip of their words; null for numbers, which have a height. */
  protected readonly states = computed((): readonly StripRow[] | null => {
    this.series.version();
    const metric = this.series.metric();
    if (!metric || metric.kind === 'number') return null;
    if (!this.series.current()) return [];
    const { past } = this.series;
    const view = this.previews.view();
    const gaps = stateGaps(past.joined, view, []);
    return [metricRow(this.texts, metric, past, { view, gaps, label: metricTitle(this.texts, metric) })];
  });
  protected readonly marks = computed(() =>
    markWords(this.previews.view(), timeWords(this.zone, this.texts.language())),
  );
  /** Where the plot of the chart lies; a strip takes the whole width. */
  protected readonly plot = computed(() => (this.states() === null ? this.place() : null));
  /** The part of the rule that is about the metric that is drawn. */
  readonly #part = computed(() => {
    const metric = this.series.metric()?.name;
    const { parts } = this.#edit.draft();
    const place = parts.findIndex((part) => part.metric.trim() === metric);
    return { place, part: parts[place] };
  });
  protected readonly limits = computed((): readonly LimitLine[] => {
    const { part } = this.#part();
    if (!part) return [];
    const { operator } = part;
    if (operator === 'outside' || operator === 'inside')
      return [this.#line('low', part.low), this.#line('high', part.high)].filter((line) => line !== null);
    if (operator !== 'above' && operator !== 'below') return [];
    const limit = this.#line('value', part.value);
    const clear = limit && this.#line('clear', part.clear.trim() === '' ? part.value : part.clear);
    return [clear, limit].filter((line) => line !== null);
  });
  /** While a line is held the axis stands still. */
  protected readonly reach = computed(() => this.#held() ?? this.limits().map(({ value }) => value));
  protected readonly ticks = computed(() => this.#placed(this.previews.answer()?.incidents ?? []));
  protected readonly bars = computed(() => this.#placed(this.previews.offer()?.incidents ?? []));
  protected readonly label = computed(() => {
    const words = timeWords(this.zone, this.texts.language());
    const view = this.previews.view();
    const [from, to] = words.stretch(view, view.to);
    const title = `${this.series.device()?.name ?? ''} ${this.#words.metric(this.series.metric()?.name ?? '', this.#edit.draft().devices)}`;
    const incidents = this.texts.count('rules.incidents', this.ticks().length);
    return this.texts.t('rules.chartLabel', { title, from, to, incidents });
  });

  protected move({ field, value }: { field: LimitLine['field']; value: number }): void {
    const { place, part } = this.#part();
    if (!part) return;
    const before = numberOf(part.value);
    const clear = numberOf(part.clear);
    // The way back to normal goes with the limit.
    const follows = field === 'value' && before !== undefined && clear !== undefined;
    this.#edit.changePart(place, {
      [field]: numberText(value),
      ...(follows ? { clear: numberText(Number((clear + value - before).toPrecision(12))) } : {}),
    });
  }

  protected hold(held: boolean): void {
    this.#held.set(held ? this.reach() : null);
  }

  #line(field: LimitLine['field'], text: string): LimitLine | null {
    const stated = this.#stated(text);
    const value = stated ?? numberOf(text);
    const metric = this.series.metric();
    if (value === undefined || !metric) return null;
    const amount = this.#words.amount(numberText(value), metric.name);
    const words = this.texts.t(`rules.line.${this.#wordOf(field)}`, { value: amount });
    return { field, value, kind: field === 'clear' ? 'clear' : 'limit', words };
  }

  #wordOf(field: LimitLine['field']): 'clear' | 'above' | 'below' | 'end' {
    if (field === 'clear') return 'clear';
    const operator = this.#part().part?.operator;
    return operator === 'above' || operator === 'below' ? operator : 'end';
  }

  /** A limit that the drawn device states itself. */
  #stated(text: string): number | undefined {
    const metric = this.series.metric();
    const [, first = '', second = ''] = /^meta\.(\w+)(?:\.(\w+))?$/u.exec(text) ?? [];
    if (!metric || first === '') return undefined;
    if (first === 'min' || first === 'max') return metric[first] ?? undefined;
    if (first !== 'warning' && first !== 'critical') return undefined;
    return second === 'low' || second === 'high' ? metric.limits?.[first]?.[second] : undefined;
  }

  #placed(incidents: readonly PreviewIncident[]): Tick[] {
    const uid = this.series.device()?.uid;
    const { from, to } = this.previews.view();
    const share = (t: number): number => ((Math.min(to, Math.max(from, t)) - from) / (to - from)) * 100;
    return incidents
      .filter((one) => one.uid === uid)
      .map(({ firedAt, resolvedAt }) => {
        const left = share(firedAt);
        return { left, width: share(resolvedAt ?? to) - left };
      });
  }
}
