import type { SimpleCondition, Value } from '@sensorium/contracts';
import { MICROS_PER_MS, type Micros } from '../../time/index.js';
import { asNumber, CLEAR, HOLDS, UNKNOWN, type Judge, type Outcome } from './judge.js';
import { SampleWindow, type WindowMemory } from './window.js';

type Rate = Extract<SimpleCondition, { type: 'rate' }>;

interface RateMemory {
  holds: boolean;
  window: WindowMemory;
}

/** `rate`: the value minus the last one at or before `t - perMs`; unknown while there is none. */
export class RateJudge implements Judge {
  readonly limit: number;
  readonly #sign: 1 | -1;
  readonly #fire: number;
  readonly #clear: number;
  readonly #window: SampleWindow;
  #holds: boolean;
  #change = NaN;

  constructor({ perMs, above, below, deadband = 0 }: Rate, memory: unknown) {
    const known = memory as RateMemory | undefined;
    this.limit = above ?? below ?? NaN;
    this.#sign = above === undefined ? -1 : 1;
    this.#fire = this.limit * this.#sign;
    this.#clear = this.#fire - deadband;
    this.#window = new SampleWindow(perMs * MICROS_PER_MS, known?.window);
    this.#holds = known?.holds ?? false;
  }

  judge(t: Micros, value: Value, keeps: boolean): Outcome {
    const number = asNumber(value);
    if (Number.isNaN(number)) return UNKNOWN;
    this.#window.push(t, number);
    this.#change = number - this.#window.before;
    if (Number.isNaN(this.#change)) return UNKNOWN;
    const height = this.#change * this.#sign;
    this.#holds = keeps && this.#holds ? height > this.#clear : height > this.#fire;
    return this.#holds ? HOLDS : CLEAR;
  }

  compared(): Value | null {
    return Number.isNaN(this.#change) ? null : this.#change;
  }

  isFurther(value: Value, peak: Value): boolean {
    return asNumber(value) * this.#sign > asNumber(peak) * this.#sign;
  }

  memory(): RateMemory {
    return { holds: this.#holds, window: this.#window.memory() };
  }
}
