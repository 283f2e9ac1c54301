import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import type { Metric } from '@sensorium/contracts';
import { booleanWord } from '../../data/device-values';
import { Texts } from '../../ui/texts/texts';
import { clockText, clockTextFine } from '../../widgets/chart/clock-text';
import { findGaps, type Stretch } from '../../widgets/chart/gaps';
import { timeMarks, timeStep } from '../../widgets/chart/scale';
import { segmentAt, segmentsOf } from '../../widgets/state-strip/segments';
import { StateStrip, type StripRow } from '../../widgets/state-strip/state-strip';
import type { DeviceHistory } from './history';
import { metricTitle, valueText } from './metric-text';

/** Words of texts that mean rest: they get no colour. */
const REST = /^(off|idle|standby|stopped|closed|none|ok|normal|inactive|sleep)$/i;
/** Colours of the other texts, in the order of first sight. */
const COLOURS = [1, 2, 3, 4, 5, 6];
const MINUTE = 60_000;
/** Room for a time with its seconds, px. */
const FINE_ROOM = 80;

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
      [rows]="rows()"
      [from]="view().from"
      [to]="view().to"
      [marks]="marks()"
      [label]="label()"
      [(cursor)]="cursor"
    />
  `,
  styleUrl: './chart-card.css',
  styles: `
    sn-state-strip {
      margin: 4px 16px 0 50px;
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
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly rows = computed(() => {
    this.version();
    return this.metrics().map((metric) => this.#row(metric));
  });
  protected readonly marks = computed(() => {
    const view = this.view();
    const fine = view.to - view.from <= 2 * MINUTE;
    return (width: number, room: number): { t: number; text: string }[] => {
      const marks = timeMarks(view, timeStep(view.to - view.from, width, fine ? FINE_ROOM : room));
      const write = marks.some((t) => t % MINUTE !== 0) ? clockTextFine : clockText;
      return marks.map((t) => ({ t, text: write(t) }));
    };
  });
  protected readonly time = computed(() => {
    const cursor = this.cursor();
    return cursor === null ? null : clockTextFine(cursor);
  });
  protected readonly legend = computed(() => {
    const at = this.cursor() ?? this.view().to;
    return this.rows().map(({ label, segments, word }) => {
      const segment = segmentAt(segments, at);
      if (!segment) return { label, word: '–' };
      return { label, word: segment.kind === 'gap' ? this.texts.t('chart.silent') : word(segment.value) };
    });
  });
  protected readonly label = computed(() => {
    const states = this.legend().map(({ label, word }) => `${label} ${word}`);
    return this.texts.t('device.statesLabel', { states: states.join(', ') });
  });

  #row(metric: Metric): StripRow {
    const history = this.history().of(metric.name);
    const rule = { gapMs: Infinity, outages: this.outages(), held: true };
    const gaps = findGaps(history.track, this.view(), rule);
    return {
      label: metricTitle(this.texts, metric),
      segments: segmentsOf(history.track, this.view(), gaps),
      word: (value) => valueText(this.texts, metric, history, value),
      tone: (value) => toneOf(metric, value, history.text(value)),
    };
  }
}

/** Colour of a state: rest has none, what deserves a look has the second. */
function toneOf(metric: Metric, value: number, text: string): number {
  if (metric.kind === 'text') return REST.test(text) ? 0 : (COLOURS[value % COLOURS.length] ?? 1);
  const word = booleanWord(metric.name, value !== 0);
  if (word === 'open' || word === 'yes') return 2;
  return word === 'on' ? 1 : 0;
}
