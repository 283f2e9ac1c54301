import { machineMs } from '../measure/clock.ts';
import { quantiles, type Quantiles } from '../measure/statistics.ts';

/** Most samples that are kept; what comes after them is only counted. */
const SAMPLES_MAX = 2_000_000;

/** Name of the metric that holds the time of sending. */
export const SENT = 'sent';

/** How long readings took until they were decoded here. */
export class LatencyLog {
  readonly #samples = new Float64Array(SAMPLES_MAX);
  #count = 0;

  /** Notes a reading that was sent at `sent` (ms of the machine's clock). */
  note(sent: number): void {
    if (this.#count < SAMPLES_MAX) this.#samples[this.#count] = machineMs() - sent;
    this.#count += 1;
  }

  reset(): void {
    this.#count = 0;
  }

  read(): Quantiles {
    const kept = this.#samples.subarray(0, Math.min(this.#count, SAMPLES_MAX));
    return { ...quantiles(kept), count: this.#count };
  }
}
