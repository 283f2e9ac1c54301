import { computed, effect, linkedSignal, signal, untracked } from '@angular/core';
import type { HistorySeries } from '@sensorium/contracts';
import { nameOf, type HistoryWish } from './history';
import { JoinedSeries } from './joined-series';
import { pastOf } from './past';
import { RangeLoader } from './range-loader';
import type { SeriesPast } from './series-past';

/** What is asked for beyond each edge of the view, as a share of it, so that panning finds something. */
const MARGIN_SHARE = 1 / 4;
/** With so many live points since the last answer the range is asked for anew, as few points as fit. */
const MOST_FRESH = 2048;
/** The live stream comes first, so that nothing is missing between it and the answer; it is waited for so long, ms. */
const FIRST_WAIT_MS = 250;
/** A resize that is going on is over after so long, ms. */
const SETTLE_MS = 150;

/** Stretch of time, ms of the server's clock. */
interface Stretch {
  from: number;
  to: number;
}

/** The range of a page: `range` is another object whenever it is another range, `preview` what is dragged now. */
export interface ShownRange<R> {
  range(): R;
  view(): Stretch;
  preview(): Stretch | null;
  live(): boolean;
  now(): number;
}

/** What ranges mean: which go on with the present, what they show at a time, and what an overview of it shows. */
export interface RangeRules<R> {
  isLive(range: R): boolean;
  viewOf(range: R, now: number): Stretch;
  overviewOf(before: Stretch | null, view: Stretch, now: number): Stretch;
}

/** What is to be shown: series by name, and the one whose line the overview has. */
export interface ShownSeries {
  names: readonly string[];
  lead: string | null;
}

/** The live stream of a page: `begun` rises when it begins anew, `version` with each batch. */
export interface LiveStream {
  begun(): number;
  version(): number;
  of(name: string): SeriesPast;
}

/** What is wanted: the series, and whether the period before is wanted too. Read reactively. */
interface Wanted {
  shown: () => ShownSeries;
  compares: () => boolean;
}

type Read = (wish: HistoryWish, signal: AbortSignal) => Promise<HistorySeries[]>;

/**
 * The past of some series for the range of a page: asks the history for what is shown, for the period before if
 * somebody compares, and for the overview. After a lost line it asks again, so that nothing is missing. To be made
 * where injection is possible.
 */
export class RangePast<R> {
  readonly #version = signal(0);
  readonly #settled = signal<R | null>(null);
  readonly #width = signal(0);
  readonly #main: RangeLoader;
  readonly #earlier: RangeLoader;
  readonly #around: RangeLoader;
  readonly #shown: () => ShownSeries;
  readonly #compares: () => boolean;
  #lively = false;
  #resize: ReturnType<typeof setTimeout> | undefined;

  /** The leading line over a longer time. */
  readonly overview = new JoinedSeries(0);
  /** Rises with each answer. */
  readonly version = this.#version.asReadonly();
  readonly slow = computed(() => this.#main.slow() || this.#earlier.slow());
  /** Why the history does not answer; null while it does. */
  readonly fault = computed(() => this.#main.fault());
  readonly view;
  /** What the overview shows. */
  readonly whole;

  constructor(
    readonly control: ShownRange<R>,
    readonly rules: RangeRules<R>,
    readonly live: LiveStream,
    read: Read,
    { shown, compares }: Wanted,
  ) {
    this.#compares = compares;
    this.#main = this.#loader(read, (answer) => {
      live.of(nameOf(answer)).take(answer, this.#lively);
    });
    this.#earlier = this.#loader(read, (answer) => {
      live.of(nameOf(answer)).takeEarlier(answer);
    });
    this.#around = this.#loader(read, (answer) => {
      this.overview.take(pastOf(answer, Number), false);
    });
    this.#shown = computed(shown, { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
    this.view = this.#viewSignal();
    this.whole = this.#wholeSignal();
    this.#followRange();
    this.#followEarlier();
    this.#followOverview();
  }

  /** Px of the plot. */
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

  destroy(): void {
    clearTimeout(this.#resize);
    for (const loader of [this.#main, this.#earlier, this.#around]) loader.stop();
  }

  #loader(read: Read, take: (answer: HistorySeries) => void): RangeLoader {
    return new RangeLoader(read, (answers) => {
      answers.forEach(take);
      this.#version.update((n) => n + 1);
    });
  }

  /** What charts show: a new range as soon as its answer is there, until then what they showed before. */
  #viewSignal() {
    return linkedSignal<{ preview: Stretch | null; next: Stretch | null }, Stretch>({
      source: () => {
        const settled = this.#settled();
        const ready = settled === null || settled === this.control.range();
        return { preview: this.control.preview(), next: ready ? this.control.view() : null };
      },
      computation: ({ preview, next }, before) => preview ?? next ?? before?.value ?? this.control.view(),
      equal: (a, b) => a.from === b.from && a.to === b.to,
    });
  }

  #wholeSignal() {
    return linkedSignal<Stretch, Stretch>({
      source: () => this.view(),
      computation: (view, before) =>
        this.control.preview() && before
          ? before.value
          : this.rules.overviewOf(before?.value ?? null, view, this.control.now()),
      equal: (a, b) => a.from === b.from && a.to === b.to,
    });
  }

  #followRange(): void {
    effect((onCleanup) => {
      this.control.range();
      const { names } = this.#shown();
      const wait = this.live.begun() === 0 ? FIRST_WAIT_MS : 0;
      if (this.#width() === 0) return;
      const timer = setTimeout(() => {
        this.#ask(names);
      }, wait);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
    effect(() => {
      this.live.version();
      if (this.control.live() && this.#isStale(untracked(this.#shown).names))
        untracked(() => {
          this.#ask(this.#shown().names);
        });
    });
    effect(() => {
      const empty = this.#shown().names.length === 0;
      if (empty || this.#main.answered() > 0 || this.#main.fault())
        this.#settled.set(empty ? this.control.range() : untracked(() => this.control.range()));
    });
  }

  #ask(names: readonly string[]): void {
    const range = untracked(() => this.control.range());
    const now = untracked(() => this.control.now());
    this.#lively = this.rules.isLive(range);
    this.#main.ask(withMargin({ names, ...this.rules.viewOf(range, now), width: this.#width() }, now));
  }

  #isStale(names: readonly string[]): boolean {
    if (this.#main.waits || untracked(this.#main.fault) !== null) return false;
    return names.some((name) => this.live.of(name).joined.fresh > MOST_FRESH);
  }

  #followEarlier(): void {
    const moved = computed(() => {
      const { from, to } = this.control.view();
      return this.control.live() ? Math.floor(to / ((to - from) * MARGIN_SHARE * 0.5)) : 0;
    });
    effect(() => {
      const range = this.control.range();
      moved();
      const { names } = this.#shown();
      this.#earlier.stop();
      if (!this.#compares() || this.#width() === 0) return;
      const { from, to } = this.rules.viewOf(
        range,
        untracked(() => this.control.now()),
      );
      const wish = { names, from: from - (to - from), to: from, width: this.#width() };
      this.#earlier.ask(withMargin(wish, to));
    });
  }

  #followOverview(): void {
    effect(() => {
      const { lead } = this.#shown();
      const { from, to } = this.whole();
      if (lead === null || this.#width() === 0 || Number.isNaN(to)) return;
      this.#around.ask({ names: [lead], from, to, width: this.#width() });
    });
  }
}

/** The wish with whole columns more on both sides, as far as there is time. */
function withMargin({ names, from, to, width }: HistoryWish, now: number): HistoryWish {
  const column = (to - from) / width;
  const left = Math.floor(width * MARGIN_SHARE);
  const right = Math.max(0, Math.min(left, Math.floor((now - to) / column)));
  return { names, from: from - left * column, to: to + right * column, width: width + left + right };
}
