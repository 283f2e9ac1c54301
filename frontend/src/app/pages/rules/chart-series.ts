import { DestroyRef, Injectable, computed, effect, inject, signal, untracked } from '@angular/core';
import { formatSeriesName } from '@sensorium/contracts';
import { History } from '../../data/history';
import { RangeLoader } from '../../data/range-loader';
import { SeriesPast } from '../../data/series-past';
import { countsByDevice } from './incident-counts';
import { RuleEdit } from './rule-edit';
import { RuleFleet } from './rule-fleet';
import { RulePreviews } from './rule-preview';

/** Points that a picture is asked for: more than a wide screen has columns. */
const WIDTH = 1200;

/** The stored past of the one device that the preview draws: the chosen one, else the one with the most incidents. */
@Injectable()
export class ChartSeries {
  readonly #edit = inject(RuleEdit);
  readonly #fleet = inject(RuleFleet);
  readonly #previews = inject(RulePreviews);
  readonly #history = inject(History);
  readonly #version = signal(0);
  readonly #loaded = signal<string | null>(null);

  /** Uid or id that somebody has chosen; null: nobody has. */
  readonly picked = signal<string | null>(null);
  readonly version = this.#version.asReadonly();
  past = new SeriesPast(0);

  readonly #candidates = computed(() => {
    const answer = this.#previews.answer();
    if (answer && answer.devices.length > 0) return countsByDevice(answer).map(({ uid }) => uid);
    const { body } = this.#edit.reading();
    return this.#fleet
      .covered(
        body.devices.length === 1 && body.devices[0] === '**' ? [] : body.devices,
        body.labels,
        this.#edit.metrics(),
      )
      .map(({ uid }) => uid);
  });
  /** The device that is drawn. */
  readonly device = computed(
    () => {
      const picked = this.picked();
      const uid = this.#fleet.device(picked ?? '')?.uid;
      return this.#fleet.device(uid ?? this.#candidates()[0] ?? '');
    },
    { equal: (a, b) => a?.uid === b?.uid },
  );
  readonly metric = computed(() => {
    const device = this.device();
    const wanted = this.#edit.metrics();
    return device?.metrics.find(({ name }) => (wanted.length > 0 ? wanted.includes(name) : true));
  });
  /** Name of the series; null while there is none to draw. */
  readonly name = computed(() => {
    const device = this.device();
    const metric = this.metric();
    return device && metric ? formatSeriesName(device.id, metric.name) : null;
  });
  /** True while what is drawn is what is wanted. */
  readonly current = computed(() => this.#loaded() === this.name());

  constructor() {
    const loader = new RangeLoader(
      (wish, abort) => this.#history.read(wish, abort),
      ([answer], { names }) => {
        const past = new SeriesPast(0);
        if (answer) past.take(answer, false);
        this.past = past;
        this.#loaded.set(names[0] ?? null);
        this.#previews.span.set(spanOf(past));
        this.#version.update((n) => n + 1);
      },
    );
    effect(() => {
      const name = this.name();
      const view = this.#previews.view();
      untracked(() => {
        loader.ask({ names: name === null ? [] : [name], ...view, width: WIDTH });
      });
    });
    inject(DestroyRef).onDestroy(() => {
      loader.stop();
    });
  }
}

/** Highest minus lowest value; NaN without any. */
function spanOf({ joined }: SeriesPast): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < joined.length; i++) {
    low = Math.min(low, joined.value(i));
    high = Math.max(high, joined.value(i));
  }
  return low <= high ? high - low : NaN;
}
