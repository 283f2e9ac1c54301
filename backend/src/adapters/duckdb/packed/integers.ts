/**
 * How integers are predicted from those before, as FLAC does for sound (RFC 9639, section 9.2.5): from a level
 * that follows them by a part of each surprise (0: it stays or grows by the step, 1: it is the one before), or
 * from the line through the last two. What cannot be predicted exactly is stored as it is.
 */
export const PLAIN = 0;
export const LINE = 1;
export const FOLLOWING = 2;
/** Part of a surprise that the level takes over, by model - FOLLOWING. */
export const GAINS = [0, 1 / 16, 1 / 4, 1] as const;
export const MODEL_BITS = 3;

/** Steps are stored in parts of this. */
export const STEP_PARTS = 1024;

/** A predictor: its model, its first prediction, and what is added from one integer to the next. */
export interface Model {
  kind: number;
  start: number;
  step: number;
}

/**
 * The levels of a model for times keep to the grid of its step: a surprise of more than half a step is taken for
 * steps that were left out, and the level goes on behind them.
 */
export function stepsLeftOut(surprise: number, step: number): number {
  return Math.round(surprise / step);
}
