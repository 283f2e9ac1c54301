import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { formatSeriesName, type Alert, type Device, type Metric } from '@sensorium/contracts';
import { SeriesFeed } from '../../data/series-feed';
import { markWords } from '../../ui/range/mark-words';
import type { RangeControl } from '../../ui/range/range-control';
import { timeWords } from '../../ui/range/time-words';
import { viewerZone } from '../../ui/range/zones';
import { alertTitle } from '../../ui/texts/alert-words';
import { metricTitle } from '../../ui/texts/metric-title';
import { Texts } from '../../ui/texts/texts';
import { stateGaps, type Stretch } from '../../widgets/chart/gaps';
import { metricRow } from '../../widgets/state-strip/metric-row';
import { StateStrip, type StripRow } from '../../widgets/state-strip/state-strip';
import { courseOf, FIRING } from './incident-view';

/** Colour of the series that a firing incident has. */
const FIRING_TONE = 2;

/** The booleans and texts that an incident is about, over time, and below them the incident itself. */
@Component({
  selector: 'sn-incident-states',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [StateStrip],
  template: `<sn-state-strip
    [rows]="rows()"
    [from]="view().from"
    [to]="view().to"
    [marks]="marks()"
    [label]="label()"
    [zoom]="zoom()"
    [(cursor)]="cursor"
  />`,
  styles: `
    :host {
      display: block;
      min-width: 0;
      margin: var(--x1) var(--x2) var(--x2) var(--plot-left, var(--x2));
    }
    sn-state-strip {
      width: var(--plot-width, auto);
    }
  `,
  host: { 'data-testid': 'incident-states' },
})
export class IncidentStates {
  readonly alert = input.required<Alert>();
  readonly device = input.required<Device>();
  readonly metrics = input.required<readonly Metric[]>();
  readonly view = input.required<Stretch>();
  readonly version = input.required<number>();
  readonly outages = input.required<readonly Stretch[]>();
  readonly zoom = input.required<RangeControl>();
  readonly cursor = model<number | null>(null);

  readonly #texts = inject(Texts);
  readonly #feed = inject(SeriesFeed);
  protected readonly rows = computed((): readonly StripRow[] => {
    this.version();
    return [...this.metrics().map((metric) => this.#state(metric)), this.#course()];
  });
  protected readonly marks = computed(() =>
    markWords(this.view(), timeWords(viewerZone(), this.#texts.language())),
  );
  protected readonly label = computed(() => {
    const states = this.rows().map(({ label }) => label);
    return this.#texts.t('device.statesLabel', { states: states.join(', ') });
  });

  #state(metric: Metric): StripRow {
    const past = this.#feed.of(formatSeriesName(this.device().id, metric.name));
    const label = metricTitle(this.#texts, metric);
    const gaps = stateGaps(past.joined, this.view(), this.outages());
    return metricRow(this.#texts, metric, past, { view: this.view(), gaps, label });
  }

  #course(): StripRow {
    return {
      label: alertTitle(this.#texts, this.alert()),
      segments: courseOf(this.alert(), this.view()),
      word: (value) => this.#texts.t(value === FIRING ? 'alerts.state.firing' : 'alerts.state.pending'),
      tone: (value) => (value === FIRING ? FIRING_TONE : 0),
    };
  }
}
