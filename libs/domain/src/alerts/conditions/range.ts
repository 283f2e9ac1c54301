import type { SimpleCondition, Value } from '@sensorium/contracts';
import type { Micros } from '../../time/index.js';
import { asNumber, CLEAR, HOLDS, limitNumber, UNKNOWN, type Judge, type Outcome } from './judge.js';

type Range = Extract<SimpleCondition, { type: 'outside' | 'inside' }>;

/** Where the value is: within the range, or beyond its low or high end. */
type Side = -1 | 0 | 1;

/**
 * `outside`: holds strictly beyond an end, until the value has come back over that end by the deadband. A value
 * that leaps from one side to the other never was back.
 */
export class OutsideJudge implements Judge {
  readonly #low: number;
  readonly #high: number;
  readonly #deadband: number;
  #side: Side;

  constructor({ low, high, deadband = 0 }: Range, memory: unknown) {
    this.#low = limitNumber(low);
    this.#high = limitNumber(high);
    this.#deadband = deadband;
    this.#side = memory === 1 || memory === -1 ? memory : 0;
  }

  get limit(): number | null {
    if (this.#side === 0) return null;
    return this.#side === 1 ? this.#high : this.#low;
  }

  judge(_t: Micros, value: Value, keeps: boolean): Outcome {
    const number = asNumber(value);
    if (Number.isNaN(number)) return UNKNOWN;
    this.#side = this.#sideOf(number, keeps ? this.#side : 0);
    return this.#side === 0 ? CLEAR : HOLDS;
  }

  #sideOf(value: number, before: Side): Side {
    if (value > this.#high) return 1;
    if (value < this.#low) return -1;
    if (before === 1) return value > this.#high - this.#deadband ? 1 : 0;
    if (before === -1) return value < this.#low + this.#deadband ? -1 : 0;
    return 0;
  }

  compared(value: Value): Value {
    return value;
  }

  isFurther(value: Value, peak: Value): boolean {
    return this.#distance(asNumber(value)) > this.#distance(asNumber(peak));
  }

  #distance(value: number): number {
    return Math.max(value - this.#high, this.#low - value);
  }

  memory(): Side {
    return this.#side;
  }
}

/** `inside`: holds from end to end, until the value is beyond an end by the deadband. */
export class InsideJudge implements Judge {
  readonly limit = null;
  readonly #low: number;
  readonly #high: number;
  readonly #deadband: number;
  #holds: boolean;

  constructor({ low, high, deadband = 0 }: Range, memory: unknown) {
    this.#low = limitNumber(low);
    this.#high = limitNumber(high);
    this.#deadband = deadband;
    this.#holds = memory === true;
  }

  judge(_t: Micros, value: Value, keeps: boolean): Outcome {
    const number = asNumber(value);
    if (Number.isNaN(number)) return UNKNOWN;
    if (number >= this.#low && number <= this.#high) this.#holds = true;
    else if (!keeps || number <= this.#low - this.#deadband || number >= this.#high + this.#deadband) {
      this.#holds = false;
    }
    return this.#holds ? HOLDS : CLEAR;
  }

  compared(value: Value): Value {
    return value;
  }

  /** Deeper inside: further from the nearer end. */
  isFurther(value: Value, peak: Value): boolean {
    return this.#depth(asNumber(value)) > this.#depth(asNumber(peak));
  }

  #depth(value: number): number {
    return Math.min(value - this.#low, this.#high - value);
  }

  memory(): boolean {
    return this.#holds;
  }
}
