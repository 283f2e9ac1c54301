import { ChangeDetectionStrategy, Component, computed, inject, input, model, viewChild } from '@angular/core';
import type { LiveStream } from '../../data/range-past';
import type { RangeControl } from '../../ui/range/range-control';
import { markWords } from '../../ui/range/mark-words';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { stateGaps, type Stretch } from '../../widgets/chart/gaps';
import { metricRow } from '../../widgets/state-strip/metric-row';
import { StateStrip, type StripRow } from '../../widgets/state-strip/state-strip';
import type { Picked } from './picked';

/** Picked booleans and texts over time, under the same times and the same crosshair as the chart above. */
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
  readonly series = input.required<readonly Picked[]>();
  readonly live = input.required<LiveStream>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly outages = input.required<readonly Stretch[]>();
  readonly zone = input(viewerZone());
  readonly zoom = input<RangeControl | null>(null);
  readonly cursor = model<number | null>(null);

  protected readonly texts = inject(Texts);
  readonly strip = viewChild.required(StateStrip);
  protected readonly rows = computed((): readonly StripRow[] => {
    this.version();
    return this.series().map((one) => this.#row(one));
  });
  protected readonly marks = computed(() =>
    markWords(this.view(), timeWords(this.zone(), this.texts.language())),
  );
  protected readonly label = computed(() =>
    this.texts.t('device.statesLabel', {
      states: this.rows()
        .map(({ label }) => label)
        .join(', '),
    }),
  );

  #row({ name, device, metric }: Picked): StripRow {
    const label = `${metricTitle(this.texts, metric)} · ${device.name}`;
    const past = this.live().of(name);
    const gaps = stateGaps(past.joined, this.view(), this.outages());
    return metricRow(this.texts, metric, past, { view: this.view(), gaps, label });
  }
}
