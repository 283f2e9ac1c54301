import type { Condition, PartCondition, SimpleCondition, Value } from '@sensorium/contracts';
import { MICROS_PER_MS, type Micros } from '../time/index.js';
import { CLEAR, HOLDS, newJudge, UNKNOWN, type Judge, type Outcome } from './conditions/index.js';
import type { Evaluator } from './types.js';

/** What a part remembers, as plain JSON. */
interface PartMemory {
  outcome: Outcome;
  evaluated: Micros | null;
  quietAt: Micros | null;
  due: Micros | null;
  own: unknown;
}

/** One condition over one series, with what is known of the series. Times on the axis of measured time. */
export class Part {
  outcome: Outcome = UNKNOWN;
  /** Newest measured time that it has judged. */
  evaluated: Micros = -Infinity;
  /** When its series went quiet; NaN while it is not. */
  quietAt: Micros = NaN;
  /** `silent`: when the silence is long enough; Infinity for never. */
  due: Micros = Infinity;
  readonly #condition: SimpleCondition;
  /** Null for `silent`, which no reading fulfils. */
  judge: Judge | null;

  /** `metric` null: any reading of the device. */
  constructor(
    readonly metric: string | null,
    condition: SimpleCondition,
    memory: unknown,
  ) {
    this.#condition = condition;
    const known = memory as PartMemory | undefined;
    this.judge = condition.type === 'silent' ? null : newJudge(condition, known?.own);
    if (known === undefined) return;
    this.outcome = known.outcome;
    this.evaluated = known.evaluated ?? -Infinity;
    this.quietAt = known.quietAt ?? NaN;
    this.due = known.due ?? Infinity;
  }

  /** True if a reading of the metric says something about it. */
  concerns(metric: string): boolean {
    return this.metric === null || this.metric === metric;
  }

  /** Judges a reading; what cannot be compared changes nothing and gives false. */
  take(t: Micros, value: Value, keeps: boolean): boolean {
    if (this.judge === null || t <= this.evaluated) return false;
    this.evaluated = t;
    if (this.quietAt < t) this.judge.skip?.(t - this.quietAt);
    const outcome = this.judge.judge(t, value, keeps);
    if (outcome === UNKNOWN) return false;
    this.outcome = outcome;
    this.quietAt = NaN;
    return true;
  }

  /** Its device was heard: the silence is over, and the next one begins. */
  hear(at: Micros): void {
    if (this.#condition.type !== 'silent') return;
    this.outcome = CLEAR;
    this.due = at + this.#condition.afterMs * MICROS_PER_MS;
  }

  /** The silence is long enough. */
  expire(): void {
    this.outcome = HOLDS;
    this.due = Infinity;
  }

  /** Nobody can say how it is, until the next good value; a silence goes on counting. */
  quiet(at: Micros): void {
    if (this.judge === null || !Number.isNaN(this.quietAt)) return;
    this.outcome = UNKNOWN;
    this.quietAt = at;
  }

  /** Begins anew: what it judged before counts no more. */
  reset(): void {
    if (this.#condition.type !== 'silent') this.judge = newJudge(this.#condition, undefined);
    this.outcome = UNKNOWN;
    this.due = Infinity;
  }

  memory(): PartMemory {
    return {
      outcome: this.outcome,
      evaluated: Number.isFinite(this.evaluated) ? this.evaluated : null,
      quietAt: Number.isNaN(this.quietAt) ? null : this.quietAt,
      due: Number.isFinite(this.due) ? this.due : null,
      own: this.judge?.memory() ?? null,
    };
  }
}

/** The parts of a condition, one for a simple one, with what they remember by their place. */
export function partsOf({ condition, metrics }: Evaluator, memory: readonly unknown[]): Part[] {
  if (!isCombined(condition)) return [new Part(metrics[0] ?? null, condition, memory[0])];
  return condition.of.map((part: PartCondition, at) => new Part(part.metric, part, memory[at]));
}

/** True for all and any. */
export function isCombined(condition: Condition): condition is Extract<Condition, { type: 'all' | 'any' }> {
  return condition.type === 'all' || condition.type === 'any';
}

/** All or any of the parts: what one part decides alone is known, whatever the others are. */
export function combine(type: Condition['type'], parts: readonly Part[]): Outcome {
  const deciding = type === 'any' ? HOLDS : CLEAR;
  let isKnown = true;
  for (const { outcome } of parts) {
    if (outcome === deciding) return deciding;
    if (outcome === UNKNOWN) isKnown = false;
  }
  if (!isKnown) return UNKNOWN;
  return deciding === HOLDS ? CLEAR : HOLDS;
}
