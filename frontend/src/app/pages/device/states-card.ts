import { ChangeDetectionStrategy, Component, computed, inject, input, model, viewChild } from '@angular/core';
import type { Metric } from '@sensorium/contracts';
import type { RangeControl } from '../../ui/range/range-control';
import { markWords } from '../../ui/range/mark-words';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { stateGaps, type Stretch } from '../../widgets/chart/gaps';
import type { PlotPlace } from '../../widgets/chart/places';
import type { SheetPart } from '../../widgets/picture-sheet/picture-sheet';
import { metricRow } from '../../widgets/state-strip/metric-row';
import { segmentAt, stateAt } from '../../widgets/state-strip/segments';
import { StateStrip, type StripRow } from '../../widgets/state-strip/state-strip';
import type { DeviceHistory } from './history';

/** Booleans and texts of a device over time. */
@Component({
  selector: 'sn-states-card',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [StateStrip],
  template: `
    <header>
      <h2>{{ texts.t('device.states') }}</h2>
      <ul class="legend">
        @if (time(); as time) {
          <li class="faint">{{ time }}</li>
        }
        @for (item of legend(); track $index) {
          <li data-testid="state-now">
            <bdi>{{ item.label }}</bdi>
            <b
              ><bdi>{{ item.word }}</bdi></b
            >
          </li>
        }
      </ul>
    </header>
    <sn-state-strip
      [style.--plot-left.px]="plot()?.x"
      [style.--plot-width.px]="plot()?.width"
      [rows]="rows()"
      [from]="view().from"
      [to]="view().to"
      [marks]="marks()"
      [label]="label()"
      [zoom]="zoom()"
      [zone]="zone()"
      [(cursor)]="cursor"
    />
  `,
  styleUrl: './chart-card.css',
  styles: `
    sn-state-strip {
      width: var(--plot-width, auto);
      margin: 4px 16px 0 calc(10px + var(--plot-left, 40px));
    }
  `,
  host: { class: 'card wide', 'data-testid': 'states' },
})
export class StatesCard {
  readonly metrics = input.required<readonly Metric[]>();
  readonly history = input.required<DeviceHistory>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly outages = input.required<readonly Stretch[]>();
  readonly zone = input(viewerZone());
  readonly zoom = input<RangeControl | null>(null);
  /** Where the plot of the chart above lies in its card, for the same times to stand below each other. */
  readonly plot = input<PlotPlace | null>(null);
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly strip = viewChild.required(StateStrip);
  protected readonly rows = computed(() => {
    this.version();
    return this.metrics().map((metric) => this.#row(metric));
  });
  readonly #words = computed(() => timeWords(this.zone(), this.texts.language()));
  protected readonly marks = computed(() => markWords(this.view(), this.#words()));
  protected readonly time = computed(() => {
    const cursor = this.cursor();
    return cursor === null ? null : this.#words().moment(cursor, this.view().to - this.view().from);
  });
  protected readonly legend = computed(() => {
    const at = this.cursor() ?? this.view().to;
    return this.rows().map(({ label, segments, word, valueAt }) => {
      const silent = segmentAt(segments, at)?.kind === 'gap';
      return { label, word: silent ? this.texts.t('chart.silent') : word(valueAt(at)) };
    });
  });
  protected readonly label = computed(() => {
    const states = this.legend().map(({ label, word }) => `${label} ${word}`);
    return this.texts.t('device.statesLabel', { states: states.join(', ') });
  });

  /** The states as a part of a picture to be kept. */
  part(): SheetPart {
    return { title: this.texts.t('device.states'), legend: [], canvas: this.strip().picture(this.plot()?.x) };
  }

  #row(metric: Metric): StripRow & { valueAt: (t: number) => number } {
    const label = metricTitle(this.texts, metric);
    const past = this.history().of(metric.name);
    const gaps = stateGaps(past.joined, this.view(), this.outages());
    const row = metricRow(this.texts, metric, past, { view: this.view(), gaps, label });
    return { ...row, valueAt: (t) => stateAt(past.joined, t) };
  }
}
