import type { Value } from '@sensorium/contracts';
import type { Micros } from '../../time/index.js';

/** 1: the condition holds, 0: it does not, -1: nobody can say. */
export type Outcome = -1 | 0 | 1;

export const UNKNOWN = -1;
export const CLEAR = 0;
export const HOLDS = 1;

/** One condition at work on one series: it judges readings in order of their time and remembers what it needs. */
export interface Judge {
  /**
   * Judges a reading later than all before it; a value that it cannot compare gives UNKNOWN and is not remembered.
   * `keeps`: the alert fires or recovers, so what held goes on holding until the value is at or inside `clear`;
   * before that nothing but a value beyond the limit counts, so that none between the two ever lets it fire.
   */
  judge(t: Micros, value: Value, keeps: boolean): Outcome;
  /** What was compared with the limit in a reading of `value` just judged: the value itself, or its change. */
  compared(value: Value): Value | null;
  /** The limit that the newest reading is beyond, or the one that holds at all. */
  readonly limit: Value | null;
  /** True if `value` is further beyond than `peak`; both as `compared` gives them. */
  isFurther(value: Value, peak: Value): boolean;
  /** There were no readings for so long: what measures a length of time leaves it out. */
  skip?(gap: Micros): void;
  /** What it remembers, as plain JSON; the constructor takes it back. */
  memory(): unknown;
}

/** A value as a number: true is 1; NaN for text. */
export function asNumber(value: Value): number {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : NaN;
}

/** True if both mean the same: true is 1, false is 0, text is itself. */
export function isSame(one: Value, other: Value): boolean {
  if (one === other) return true;
  return typeof one !== 'string' && typeof other !== 'string' && Number(one) === Number(other);
}

/** A limit that compile has resolved; NaN, beyond which nothing is, for the name of one. */
export function limitNumber(limit: number | string | undefined): number {
  return typeof limit === 'number' ? limit : NaN;
}
