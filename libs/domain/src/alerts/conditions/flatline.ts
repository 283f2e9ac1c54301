import type { SimpleCondition, Value } from '@sensorium/contracts';
import { MICROS_PER_MS, type Micros } from '../../time/index.js';
import { CLEAR, HOLDS, isSame, UNKNOWN, type Judge, type Outcome } from './judge.js';

type Flatline = Extract<SimpleCondition, { type: 'flatline' }>;

const MIN_SAMPLES = 3;

/** Since when the value is the same, and in how many samples. */
interface Run {
  value: Value;
  since: Micros;
  samples: number;
}

/** `flatline`: the same value in at least three samples that span the time; gaps do not count as time. */
export class FlatlineJudge implements Judge {
  readonly limit = null;
  readonly #length: Micros;
  #run: Run | null;

  constructor({ forMs }: Flatline, memory: unknown) {
    const known = memory as Run | null | undefined;
    this.#length = forMs * MICROS_PER_MS;
    this.#run = known ? { ...known } : null;
  }

  judge(t: Micros, value: Value): Outcome {
    if (Number.isNaN(value)) return UNKNOWN;
    const run = this.#run;
    if (run === null || !isSame(run.value, value)) {
      this.#run = { value, since: t, samples: 1 };
      return CLEAR;
    }
    run.samples++;
    return run.samples >= MIN_SAMPLES && t - run.since >= this.#length ? HOLDS : CLEAR;
  }

  compared(value: Value): Value {
    return value;
  }

  isFurther(): boolean {
    return false;
  }

  skip(gap: Micros): void {
    if (this.#run) this.#run.since += gap;
  }

  memory(): Run | null {
    return this.#run && { ...this.#run };
  }
}
