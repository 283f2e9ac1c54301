import { Injectable, computed, effect, inject, signal, untracked, type OnDestroy } from '@angular/core';
import type { SeriesStatistics, SeriesTotals } from '@sensorium/contracts';
import { nameOf } from '../../data/history';
import { RangeLoader } from '../../data/range-loader';
import { Summaries, type Per, type SummaryWish, type TotalsWish } from '../../data/summaries';
import type { RangeControl } from '../../ui/range/range-control';
import { viewOf } from '../../ui/range/time-range';
import { zoneOf } from '../../ui/range/zones';
import { bucketEnd, bucketStart, bucketsOf, perOf, type Bucket } from './buckets';

/** A range that goes on is counted anew after this share of it, but not more often than every so many ms. */
const ANEW_SHARE = 1 / 120;
const LEAST_ANEW_MS = 10_000;

/** What is to be counted. `counters`: series whose increase is wanted; `bars`: those that have bars. */
export interface Wanted {
  names: readonly string[];
  counters: readonly string[];
  bars: readonly string[];
  per: Per | null;
  zone: string;
}

/** The bars as they were answered, the values of each bucket in the order of `names`. */
export interface Bars {
  names: readonly string[];
  per: Per;
  zone: string;
  buckets: readonly Bucket[];
}

type ByName<T> = ReadonlyMap<string, T>;

/** Statistics, increases and bars of the range that the page shows, asked for anew as it goes on. */
@Injectable()
export class ExploreFigures implements OnDestroy {
  readonly #summaries = inject(Summaries);
  readonly #statistics = signal<ByName<SeriesStatistics>>(new Map());
  readonly #increases = signal<ByName<SeriesTotals>>(new Map());
  readonly #bars = signal<Bars | null>(null);
  readonly #statisticsLoader = new RangeLoader<SummaryWish, SeriesStatistics>(
    (wish, abort) => this.#summaries.statistics(wish, abort),
    (answers) => {
      this.#statistics.set(byName(answers));
    },
  );
  readonly #increaseLoader = new RangeLoader<TotalsWish, SeriesTotals>(
    (wish, abort) => this.#summaries.totals(wish, abort),
    (answers) => {
      this.#increases.set(byName(answers));
    },
  );
  readonly #barsLoader = new RangeLoader<TotalsWish, SeriesTotals>(
    (wish, abort) => this.#summaries.totals(wish, abort),
    (answers, { per, zone }) => {
      this.#bars.set({
        names: answers.map(nameOf),
        per,
        zone,
        buckets: bucketsOf(answers, per, zoneOf(zone)),
      });
    },
  );

  readonly statistics = this.#statistics.asReadonly();
  readonly increases = this.#increases.asReadonly();
  readonly bars = this.#bars.asReadonly();
  readonly slow = computed(() => this.#barsLoader.slow() || this.#statisticsLoader.slow());
  readonly fault = computed(() => this.#barsLoader.fault() ?? this.#statisticsLoader.fault());

  /** Keeps the figures those of the range of `control`; `begun` rises when something may be missing. */
  follow(control: RangeControl, wanted: () => Wanted, begun: () => number): void {
    const wish = computed(wanted, { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
    const anew = computed(() => {
      if (!control.live()) return 0;
      const { from, to } = control.view();
      return Math.floor(control.now() / Math.max(LEAST_ANEW_MS, (to - from) * ANEW_SHARE));
    });
    effect(() => {
      const range = control.range();
      const known = wish();
      begun();
      anew();
      const now = untracked(control.now);
      if (Number.isNaN(now)) return;
      this.#ask(known, viewOf(range, now), now);
    });
  }

  again(): void {
    for (const loader of [this.#statisticsLoader, this.#increaseLoader, this.#barsLoader]) loader.again();
  }

  ngOnDestroy(): void {
    for (const loader of [this.#statisticsLoader, this.#increaseLoader, this.#barsLoader]) loader.stop();
  }

  #ask({ names, counters, bars, per, zone }: Wanted, range: { from: number; to: number }, now: number): void {
    this.#statisticsLoader.ask({ names, ...range });
    this.#increaseLoader.ask({ names: counters, ...range, per: 'month', zone });
    this.#barsLoader.ask({ names: bars, zone, ...wholeBuckets(perOf(per, range), range, zone, now) });
  }
}

/** The range in whole buckets, as far as there is time. */
function wholeBuckets(
  per: Per,
  { from, to }: { from: number; to: number },
  zone: string,
  now: number,
): { per: Per; from: number; to: number } {
  const clocks = zoneOf(zone);
  const start = bucketStart(to, per, clocks);
  const end = start === to ? to : bucketEnd(start, per, clocks);
  return { per, from: bucketStart(from, per, clocks), to: Math.max(to, Math.min(end, now)) };
}

function byName<T extends { device: string; metric: string }>(answers: readonly T[]): ByName<T> {
  return new Map(answers.map((answer) => [nameOf(answer), answer]));
}
