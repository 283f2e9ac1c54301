import type { SimpleCondition, Value } from '@sensorium/contracts';
import type { Micros } from '../../time/index.js';
import { CLEAR, HOLDS, isSame, UNKNOWN, type Judge, type Outcome } from './judge.js';

type Equality = Extract<SimpleCondition, { type: 'equals' | 'not-equals' }>;

/** `equals`, `not-equals`: booleans are 1 and 0, text is itself. */
export class EqualityJudge implements Judge {
  readonly limit: Value;
  readonly #whenSame: Outcome;
  readonly #whenOther: Outcome;

  constructor(condition: Equality) {
    this.limit = condition.value;
    this.#whenSame = condition.type === 'equals' ? HOLDS : CLEAR;
    this.#whenOther = condition.type === 'equals' ? CLEAR : HOLDS;
  }

  judge(_t: Micros, value: Value): Outcome {
    if (Number.isNaN(value)) return UNKNOWN;
    return isSame(value, this.limit) ? this.#whenSame : this.#whenOther;
  }

  compared(value: Value): Value {
    return value;
  }

  isFurther(): boolean {
    return false;
  }

  memory(): null {
    return null;
  }
}
