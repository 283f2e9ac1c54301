import { Injectable, inject, signal } from '@angular/core';
import { RETAINED, TEXT, formatSeriesName } from '@sensorium/contracts';
import { Live } from './live';
import type { LiveStream } from './range-past';
import { SeriesPast } from './series-past';
import type { LiveFrame } from './subscriptions';

/** At most one batch in so many ms: five a second look like none is missing. */
const TICK_MS = 200;

/** Collects every reading of some series, the last minutes before included. */
@Injectable()
export class SeriesFeed implements LiveStream {
  readonly #live = inject(Live);
  readonly #series = new Map<string, SeriesPast>();
  readonly #version = signal(0);
  readonly #begun = signal(0);
  readonly #refusal = signal<string | null>(null);

  /** Rises with each batch. */
  readonly version = this.#version.asReadonly();
  /** Rises whenever the stream begins anew: something may be missing. */
  readonly begun = this.#begun.asReadonly();
  /** Why the server gives no readings, in its words. */
  readonly refusal = this.#refusal.asReadonly();

  /** What is known of a series; makes it when it is new. */
  of(name: string): SeriesPast {
    let series = this.#series.get(name);
    if (!series) this.#series.set(name, (series = new SeriesPast()));
    return series;
  }

  /** Follows these series and forgets all others. Returns what ends it. */
  follow(names: readonly string[]): () => void {
    for (const name of this.#series.keys()) if (!names.includes(name)) this.#series.delete(name);
    this.#refusal.set(null);
    if (names.length === 0) return () => undefined;
    return this.#live.watch(
      names,
      {
        take: (frame) => {
          this.take(frame);
        },
        answered: (refusal) => {
          this.#refusal.set(refusal);
        },
      },
      TICK_MS,
    );
  }

  take({ columns, series, part, leftOut }: LiveFrame): void {
    for (let i = 0; i < columns.count; i++) {
      const named = series.get(columns.series[i] ?? -1);
      const flags = columns.flags[i] ?? 0;
      if (!named || (flags & RETAINED && part !== 'snapshot')) continue;
      const one = this.of(formatSeriesName(named.device, named.metric));
      const t = (columns.t[i] ?? NaN) / 1000;
      const value = columns.value[i] ?? NaN;
      if (flags & TEXT) one.addText(t, columns.texts[value] ?? '');
      else one.addNumber(t, value);
    }
    if (part === 'snapshot' || leftOut) this.#begun.update((n) => n + 1);
    this.#version.update((n) => n + 1);
  }
}
