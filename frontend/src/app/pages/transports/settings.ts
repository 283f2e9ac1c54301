import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';

/** Chosen in place of a series of the fleet: the source that runs for this page. */
export const LAB = 'lab';

export const RATES = [1, 2, 10, 50, 100] as const;
export const PAYLOADS = [8, 64, 1_024, 4_096] as const;
export const INTERVALS = [250, 1_000, 3_000] as const;

/** What the lanes carry and how. `rate` in updates a second, `bytes` of a value, `pollMs` between two polls. */
export interface Settings {
  source: string;
  rate: number;
  bytes: number;
  pollMs: number;
}

const DEFAULTS: Settings = { source: LAB, rate: 2, bytes: 64, pollMs: 1_000 };

/** The settings of the page, which stand in its address. */
@Injectable()
export class LaneSettings {
  readonly #router = inject(Router);
  readonly #route = inject(ActivatedRoute);
  readonly #query = toSignal(this.#route.queryParamMap, { requireSync: true });

  readonly source = computed(() => this.#query().get('series') ?? LAB);
  readonly rate = computed(() => within(this.#query().get('rate'), 1, 100, DEFAULTS.rate));
  readonly bytes = computed(() => within(this.#query().get('bytes'), 8, 4_096, DEFAULTS.bytes));
  readonly pollMs = computed(() => within(this.#query().get('poll'), 100, 30_000, DEFAULTS.pollMs));

  set(change: Partial<Settings>): void {
    const { source, rate, bytes, pollMs } = {
      source: this.source(),
      rate: this.rate(),
      bytes: this.bytes(),
      pollMs: this.pollMs(),
      ...change,
    };
    const queryParams = {
      series: source === LAB ? null : source,
      rate: rate === DEFAULTS.rate ? null : rate,
      bytes: bytes === DEFAULTS.bytes ? null : bytes,
      poll: pollMs === DEFAULTS.pollMs ? null : pollMs,
    };
    void this.#router.navigate([], { relativeTo: this.#route, queryParams, replaceUrl: true });
  }
}

/** A whole number of an address; `otherwise` if it is none between the limits. */
export function within(text: string | null, least: number, most: number, otherwise: number): number {
  const number = text === null || text === '' ? NaN : Math.round(Number(text));
  return number >= least && number <= most ? number : otherwise;
}
