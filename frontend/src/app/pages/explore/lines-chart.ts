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
import { sinceOf } from '../../data/alert-view';
import { shownPresence } from '../../data/fleet-view';
import { Incidents } from '../../data/incidents';
import type { LiveStream } from '../../data/range-past';
import { RuleLimits } from '../../data/rule-limits';
import type { RangeControl } from '../../ui/range/range-control';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { Seen } from '../../ui/seen/seen';
import { limitText } from '../../ui/texts/alert-words';
import { metricTitle } from '../../ui/texts/metric-title';
import { NONE, seriesText, withUnit } from '../../ui/texts/series-words';
import { Texts } from '../../ui/texts/texts';
import type { ShownUnit } from '../../ui/units/shown-unit';
import { Chart } from '../../widgets/chart/chart';
import { Converted } from '../../widgets/chart/converted';
import { gapAfter, type Stretch } from '../../widgets/chart/gaps';
import type { IncidentMark } from '../../widgets/chart/marks';
import type { NamedLimit } from '../../widgets/chart/paint';
import type { ChartLine } from '../../widgets/chart/scene';
import type { PlotPlace } from '../../widgets/chart/places';
import { Shifted, shiftedRule } from '../../widgets/chart/shifted';
import type { Points } from '../../widgets/chart/source';
import type { Side } from './axes';
import type { DrawnNumber } from './explore-state';
import { numberAt } from './reading-at';

/** Longest name at the end of a line. */
const MOST_LETTERS = 22;
/** Limits of more lines than these would say nothing any more. */
const MOST_LIMITED = 3;

/** The picked numbers as lines over time, on up to two value axes. */
@Component({
  selector: 'sn-lines-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Chart],
  hostDirectives: [Seen],
  template: `<sn-chart
    named="all"
    [lines]="lines()"
    [limits]="limits()"
    [marks]="marks()"
    [view]="view()"
    [version]="version()"
    [label]="label()"
    [said]="said()"
    [visible]="seen()"
    [zone]="zone()"
    [zoom]="zoom()"
    [(cursor)]="cursor"
    (placed)="placed.emit($event)"
  />`,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    sn-chart {
      height: 100%;
    }
  `,
})
export class LinesChart {
  readonly series = input.required<readonly DrawnNumber[]>();
  readonly live = input.required<LiveStream>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  /** Silence that is known of all series, such as a lost line. */
  readonly outages = input.required<readonly Stretch[]>();
  readonly lost = input(false);
  /** Drawing stands still: the newest point is not the present. */
  readonly paused = input(false);
  readonly compare = input(false);
  readonly zone = input(viewerZone());
  readonly zoom = input<RangeControl | null>(null);
  /** Few px: names at the ends of lines would leave no room for these. */
  readonly narrow = input(false);
  readonly cursor = model<number | null>(null);
  /** Where the plot lies in the chart, whenever it has changed. */
  readonly placed = output<PlotPlace>();

  protected readonly texts = inject(Texts);
  protected readonly seen = inject(Seen).seen;
  readonly #incidents = inject(Incidents);
  readonly #rules = inject(RuleLimits);
  protected readonly chart = viewChild.required(Chart);
  readonly #span = computed(() => this.view().to - this.view().from, {
    equal: (a, b) => Math.abs(a - b) < 1,
  });
  protected readonly lines = computed((): readonly ChartLine[] => {
    this.version();
    return this.series().map((one) => this.#line(one));
  });
  /** Limits of rules, each height once, of lines on the left axis. */
  protected readonly limits = computed((): readonly NamedLimit[] => {
    const lines = this.series().filter(({ side }) => side === 'left');
    if (this.series().length > MOST_LIMITED) return [];
    const found = lines.flatMap(({ device, metric, side }) =>
      this.#rules.of(device, metric).map(({ rule, ...limit }) => {
        const { unit } = metric;
        const { own, axis } = this.#units(unit, side);
        const said = limitText(this.texts, limit.value, unit);
        const value = axis.stored(own.value(limit.value));
        return {
          ...limit,
          value,
          name: this.texts.t(`alert.limit.${limit.side}`, { name: rule, value: said }),
        };
      }),
    );
    return [...new Map(found.map((limit) => [limit.name, limit])).values()];
  });
  protected readonly marks = computed((): readonly IncidentMark[] => {
    const found = this.series().flatMap(({ device, metric }) => this.#incidents.of(device.uid, metric.name));
    return [...new Set(found)].map((alert) => ({
      from: sinceOf(alert),
      to: alert.resolvedAt ?? Infinity,
      severity: alert.severity,
      main: false,
    }));
  });
  protected readonly label = computed(() => {
    const words = timeWords(this.zone(), this.texts.language());
    const [from, to] = words.stretch(this.view(), this.view().to);
    const names = this.series().map((one) => this.#fullName(one));
    return this.texts.t('explore.chartLabel', { from, to, names: names.join(', ') });
  });
  protected readonly said = computed(() => (t: number): string => {
    const words = timeWords(this.zone(), this.texts.language());
    const values = this.series().map((one) => `${this.#fullName(one)} ${this.#valueAt(one, t)}`);
    return [words.moment(t, this.#span()), ...values].join(', ');
  });

  /** The chart on a canvas of its own. */
  picture(): Promise<HTMLCanvasElement> {
    return this.chart().picture();
  }

  #line(one: DrawnNumber): ChartLine {
    const { metric, look, side } = one;
    const { joined } = this.live().of(one.name);
    const gapMs = gapAfter(metric.interval);
    const fresh = shownPresence(metric.state, this.lost()) === 'live' && !this.lost() && !this.paused();
    return {
      name: this.#shortName(one),
      points: this.#onAxis(one, joined),
      unit: metric.unit,
      rule: { gapMs, outages: this.outages(), held: false, known: joined.known },
      before: this.compare() ? this.#before(one, gapMs) : null,
      colour: look.colour,
      stepped: false,
      fresh,
      right: side === 'right',
      ...(look.dash ? { dash: look.dash } : {}),
    };
  }

  #before(one: DrawnNumber, gapMs: number): NonNullable<ChartLine['before']> {
    const { earlier } = this.live().of(one.name);
    const by = this.#span();
    return {
      points: new Shifted(this.#onAxis(one, earlier), by),
      rule: shiftedRule(gapMs, false, earlier.known, by),
    };
  }

  /** The points in the unit of their axis, which is that of the first line on it. */
  #onAxis({ metric, side }: DrawnNumber, points: Points): Points {
    const { own, axis } = this.#units(metric.unit, side);
    return own === axis ? points : new Converted(points, own, axis);
  }

  #units(unit: string | null, side: Side): { own: ShownUnit; axis: ShownUnit } {
    const first = this.series().find((one) => one.side === side)?.metric.unit ?? null;
    return { own: this.texts.units.of(unit), axis: this.texts.units.of(first) };
  }

  #valueAt(one: DrawnNumber, t: number): string {
    const past = this.live().of(one.name);
    const reading = numberAt(past.joined, one.metric, this.outages(), this.view(), t);
    const text = reading.silence ? NONE : seriesText(this.texts, one.metric, past, reading.value);
    return withUnit(text, this.texts.unit(one.metric.unit));
  }

  #fullName({ device, metric }: DrawnNumber): string {
    return `${device.name} ${metricTitle(this.texts, metric)}`;
  }

  /** What tells the line from the others: its metric, or its device if all have the same metric. */
  #shortName({ device, metric }: DrawnNumber): string {
    if (this.narrow()) return '';
    const devices = new Set(this.series().map((one) => one.device.uid));
    const text = devices.size > 1 ? device.name : metricTitle(this.texts, metric);
    return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
  }
}
