import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import type { Metric } from '@sensorium/contracts';
import type { LiveStream } from '../../data/range-past';
import type { RangeControl } from '../../ui/range/range-control';
import { markRoom, timeMarks, timeStep } from '../../ui/range/time-marks';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { Texts } from '../../ui/texts/texts';
import { meaningOf, stateTone } from '../../ui/texts/value-words';
import { findGaps, type Stretch } from '../chart/gaps';
import { segmentsOf } from './segments';
import { StateStrip, type StripRow } from './state-strip';

/** A series of booleans or texts, by its name in the stream, and what it is called here. */
export interface StripSeries {
  name: string;
  label: string;
  metric: Metric;
}

/** Booleans and texts over time, under the same times and the same crosshair as the chart above. */
@Component({
  selector: 'sn-strips-view',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [StateStrip],
  template: `<sn-state-strip
    [rows]="rows()"
    [from]="view().from"
    [to]="view().to"
    [marks]="marks()"
    [label]="label()"
    [zoom]="zoom()"
    [zone]="zone()"
    [(cursor)]="cursor"
  />`,
  styles: ':host { display: block; min-width: 0; }',
})
export class StripsView {
  readonly series = input.required<readonly StripSeries[]>();
  /** Rows that are no series, below them. */
  readonly beside = input<readonly StripRow[]>([]);
  readonly live = input.required<LiveStream>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly outages = input.required<readonly Stretch[]>();
  readonly zone = input(viewerZone());
  readonly zoom = input<RangeControl | null>(null);
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  protected readonly rows = computed((): readonly StripRow[] => {
    this.version();
    return [...this.series().map((one) => this.#row(one)), ...this.beside()];
  });
  protected readonly marks = computed(() => {
    const view = this.view();
    const span = view.to - view.from;
    const words = timeWords(this.zone(), this.texts.language());
    return (width: number): { t: number; text: string }[] => {
      const step = timeStep(span, width, markRoom(span));
      return timeMarks(view, step, words.zone).map((t) => ({ t, text: words.mark(t, step) }));
    };
  });
  protected readonly label = computed(() =>
    this.texts.t('device.statesLabel', {
      states: this.rows()
        .map(({ label }) => label)
        .join(', '),
    }),
  );

  #row({ name, label, metric }: StripSeries): StripRow {
    const past = this.live().of(name);
    const { joined } = past;
    const rule = { gapMs: Infinity, outages: this.outages(), held: true, known: joined.known };
    return {
      label,
      segments: segmentsOf(joined, this.view(), findGaps(joined, this.view(), rule)),
      word: (value) =>
        meaningOf(this.texts, metric, metric.kind === 'text' ? past.text(value) : value) ?? String(value),
      tone: (value) => stateTone(metric, value, past.text(value)),
    };
  }
}
