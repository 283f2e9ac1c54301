import type { SimpleCondition, Value } from '@sensorium/contracts';
import type { Micros } from '../../time/index.js';
import { asNumber, CLEAR, HOLDS, limitNumber, UNKNOWN, type Judge, type Outcome } from './judge.js';

type Beyond = Extract<SimpleCondition, { type: 'above' | 'below' }>;

/** `above`, `below`: holds strictly beyond the limit, until the value is at or inside `clear`. */
export class BeyondJudge implements Judge {
  readonly limit: number;
  readonly #sign: 1 | -1;
  /** Limits times the sign, so that beyond always means higher. */
  readonly #fire: number;
  readonly #clear: number;
  #holds: boolean;

  constructor(condition: Beyond, memory: unknown) {
    this.limit = limitNumber(condition.value);
    this.#sign = condition.type === 'above' ? 1 : -1;
    this.#fire = this.limit * this.#sign;
    const clear = condition.clear === undefined ? this.#fire : limitNumber(condition.clear) * this.#sign;
    // A clear value on the wrong side would end it with the reading after the one that began it.
    this.#clear = Math.min(clear, this.#fire);
    this.#holds = memory === true;
  }

  judge(_t: Micros, value: Value, keeps: boolean): Outcome {
    const height = asNumber(value) * this.#sign;
    if (Number.isNaN(height)) return UNKNOWN;
    this.#holds = keeps && this.#holds ? height > this.#clear : height > this.#fire;
    return this.#holds ? HOLDS : CLEAR;
  }

  compared(value: Value): Value {
    return value;
  }

  isFurther(value: Value, peak: Value): boolean {
    return asNumber(value) * this.#sign > asNumber(peak) * this.#sign;
  }

  memory(): boolean {
    return this.#holds;
  }
}
