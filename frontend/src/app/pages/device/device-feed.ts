import { Injectable, inject, signal } from '@angular/core';
import { parseSeriesName, RETAINED, TEXT, type Metric } from '@sensorium/contracts';
import { Live } from '../../data/live';
import type { LiveFrame } from '../../data/subscriptions';
import { toldDay } from './day-range';
import { DeviceHistory, type MetricHistory } from './history';

/** At most one batch in so many ms: five a second look like none is missing. */
const TICK_MS = 200;

/** Collects every reading of one device while its page is open, the last minutes before included. */
@Injectable()
export class DeviceFeed {
  readonly #live = inject(Live);
  readonly #version = signal(0);
  readonly #refusal = signal<string | null>(null);
  readonly #begun = signal(0);
  readonly history = new DeviceHistory();

  /** Rises with each batch. */
  readonly version = this.#version.asReadonly();
  /** Rises whenever the stream begins anew, on a new line or for a page that was hidden: something may be missing. */
  readonly begun = this.#begun.asReadonly();
  /** Why the server gives no readings, in its words. */
  readonly refusal = this.#refusal.asReadonly();

  /** History of the series with this name. */
  of(name: string): MetricHistory {
    return this.history.of(parseSeriesName(name)?.metric ?? name);
  }

  /** Follows all metrics of the device with this public id. Returns what ends it. */
  follow(id: string): () => void {
    return this.#live.watch(
      [`${encodeURIComponent(id)}/*`],
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
      const history = this.history.of(named.metric);
      const t = (columns.t[i] ?? NaN) / 1000;
      const value = columns.value[i] ?? NaN;
      if (flags & TEXT) history.addText(t, columns.texts[value] ?? '');
      else history.addNumber(t, value, (flags & RETAINED) !== 0);
    }
    if (part === 'snapshot' || leftOut) this.#begun.update((n) => n + 1);
    this.#version.update((n) => n + 1);
  }

  /** Takes over what the server says of the day of each metric. */
  takeDay(metrics: readonly Metric[]): void {
    for (const { name, today } of metrics) {
      const history = this.history.of(name);
      history.day = toldDay(today ?? null, history.day);
    }
    this.#version.update((n) => n + 1);
  }
}
