import {
  Injectable,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
  type OnDestroy,
} from '@angular/core';
import { History, type HistoryWish } from '../../data/history';
import { JoinedSeries } from '../../data/joined-series';
import { pastOf } from '../../data/past';
import { RangeLoader } from '../../data/range-loader';
import type { RangeControl } from '../../ui/range/range-control';
import { isLive, sameRange, viewOf, type Stretch, type TimeRange } from '../../ui/range/time-range';
import { wholeOf } from '../../widgets/chart/brush';
import type { DeviceHistory } from './history';

/** What is asked for beyond each edge of the view, as a share of it, so that panning finds something. */
const MARGIN_SHARE = 1 / 4;
/** With so many live points since the last answer the range is asked for anew, as few points as fit. */
const MOST_FRESH = 2048;
/** The live stream comes first, so that nothing is missing between it and the answer; it is waited for so long, ms. */
const FIRST_WAIT_MS = 250;
/** A resize that is going on is over after so long, ms. */
const SETTLE_MS = 150;

/** What of a device is to be shown: metrics by name, and the one whose line the overview has. */
export interface Shown {
  id: string;
  metrics: readonly string[];
  lead: string | null;
}

/**
 * The past of one device for the range of its page: asks the history for what is shown, for the period before if
 * somebody compares, and for the overview. After a lost line it asks again, so that nothing is missing.
 */
@Injectable()
export class DevicePast implements OnDestroy {
  readonly #history = inject(History);
  readonly #version = signal(0);
  readonly #settled = signal<TimeRange | null>(null);
  readonly #control = signal<RangeControl | null>(null);
  readonly #width = signal(0);
  readonly #main = new RangeLoader(
    (wish, abort) => this.#history.read(wish, abort),
    (answers) => {
      for (const answer of answers) this.#store().of(answer.metric).take(answer, this.#lively);
      this.#version.update((n) => n + 1);
    },
  );
  readonly #earlier = new RangeLoader(
    (wish, abort) => this.#history.read(wish, abort),
    (answers) => {
      for (const answer of answers) this.#store().of(answer.metric).takeEarlier(answer);
      this.#version.update((n) => n + 1);
    },
  );
  readonly #around = new RangeLoader(
    (wish, abort) => this.#history.read(wish, abort),
    ([answer]) => {
      if (answer) this.overview.take(pastOf(answer, Number), false);
      this.#version.update((n) => n + 1);
    },
  );
  #store: () => DeviceHistory = () => {
    throw new Error('follow comes first');
  };
  #lively = false;
  #resize: ReturnType<typeof setTimeout> | undefined;

  /** The leading line over a longer time. */
  readonly overview = new JoinedSeries(0);
  /** Rises with each answer. */
  readonly version = this.#version.asReadonly();
  readonly slow = computed(() => this.#main.slow() || this.#earlier.slow());
  /** Why the history does not answer; null while it does. */
  readonly fault = this.#main.fault;
  readonly compare = signal(false);
  /** What charts show: a new range as soon as its answer is there, until then what they showed before. */
  readonly view = linkedSignal<{ preview: Stretch | null; next: Stretch | null }, Stretch>({
    source: () => {
      const control = this.#control();
      const settled = this.#settled();
      const range = control?.range();
      const ready = range !== undefined && (settled === null || sameRange(settled, range));
      return { preview: control?.preview() ?? null, next: ready ? (control?.view() ?? null) : null };
    },
    computation: ({ preview, next }, before) => preview ?? next ?? before?.value ?? this.#first(),
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });
  /** What the overview shows. */
  readonly whole = linkedSignal<Stretch, Stretch>({
    source: () => this.view(),
    computation: (view, before) =>
      this.#control()?.preview() && before ? before.value : wholeOf(before?.value ?? null, view, this.#now()),
    equal: (a, b) => a.from === b.from && a.to === b.to,
  });

  /**
   * Keeps `store` filled for the range of `control`. `begun` rises when the live stream begins anew, `version`
   * with each of its batches. To be called where the page is made.
   */
  follow(
    control: RangeControl,
    shown: () => Shown,
    store: () => DeviceHistory,
    live: { begun: () => number; version: () => number },
  ): void {
    this.#control.set(control);
    this.#store = store;
    const wanted = computed(shown, { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
    effect((onCleanup) => {
      control.range();
      const shownNow = wanted();
      const wait = live.begun() === 0 ? FIRST_WAIT_MS : 0;
      if (this.#width() === 0) return;
      const timer = setTimeout(() => {
        this.#ask(shownNow, control);
      }, wait);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
    effect(() => {
      live.version();
      if (control.live() && this.#isStale(untracked(wanted)))
        untracked(() => {
          this.#ask(wanted(), control);
        });
    });
    effect(() => {
      const empty = wanted().metrics.length === 0;
      if (empty || this.#main.answered() > 0 || this.#main.fault())
        this.#settled.set(empty ? control.range() : untracked(control.range));
    });
    this.#followEarlier(control, wanted);
    this.#followOverview(wanted);
  }

  /** Px of the widest plot. */
  resize(width: number): void {
    clearTimeout(this.#resize);
    if (this.#width() === 0) this.#width.set(width);
    else
      this.#resize = setTimeout(() => {
        this.#width.set(width);
      }, SETTLE_MS);
  }

  again(): void {
    this.#main.again();
  }

  /** Address of what is seen as CSV. */
  csvAddress({ id, metrics }: Shown): string {
    return this.#history.csvAddress({ names: namesOf(id, metrics), ...this.view() });
  }

  ngOnDestroy(): void {
    clearTimeout(this.#resize);
    for (const loader of [this.#main, this.#earlier, this.#around]) loader.stop();
  }

  #first(): Stretch {
    return this.#control()?.view() ?? { from: 0, to: 1 };
  }

  #now(): number {
    return this.#control()?.now() ?? NaN;
  }

  #ask({ id, metrics }: Shown, control: RangeControl): void {
    const range = untracked(control.range);
    const now = untracked(control.now);
    this.#lively = isLive(range);
    const wish = { names: namesOf(id, metrics), ...viewOf(range, now), width: this.#width() };
    this.#main.ask(withMargin(wish, now));
  }

  #isStale({ metrics }: Shown): boolean {
    if (this.#main.waits || untracked(this.fault) !== null) return false;
    return metrics.some((name) => this.#store().of(name).joined.fresh > MOST_FRESH);
  }

  #followEarlier(control: RangeControl, wanted: () => Shown): void {
    const moved = computed(() => {
      const { from, to } = control.view();
      return control.live() ? Math.floor(to / ((to - from) * MARGIN_SHARE * 0.5)) : 0;
    });
    effect(() => {
      const range = control.range();
      moved();
      const { id, metrics } = wanted();
      this.#earlier.stop();
      if (!this.compare() || this.#width() === 0) return;
      const { from, to } = viewOf(range, untracked(control.now));
      const wish = { names: namesOf(id, metrics), from: from - (to - from), to: from, width: this.#width() };
      this.#earlier.ask(withMargin(wish, to));
    });
  }

  #followOverview(wanted: () => Shown): void {
    effect(() => {
      const { id, lead } = wanted();
      const { from, to } = this.whole();
      if (lead === null || this.#width() === 0 || Number.isNaN(to)) return;
      this.#around.ask({ names: namesOf(id, [lead]), from, to, width: this.#width() });
    });
  }
}

function namesOf(id: string, metrics: readonly string[]): string[] {
  return metrics.map((metric) => `${encodeURIComponent(id)}/${encodeURIComponent(metric)}`);
}

/** The wish with whole columns more on both sides, as far as there is time. */
function withMargin({ names, from, to, width }: HistoryWish, now: number): HistoryWish {
  const column = (to - from) / width;
  const left = Math.floor(width * MARGIN_SHARE);
  const right = Math.max(0, Math.min(left, Math.floor((now - to) / column)));
  return { names, from: from - left * column, to: to + right * column, width: width + left + right };
}
