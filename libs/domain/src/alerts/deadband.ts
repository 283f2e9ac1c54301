import type { Condition } from '@sensorium/contracts';
import { Preview, type PreviewOptions } from './preview.js';
import type { PreviewSeries } from './preview-cursor.js';
import type { Evaluator } from './types.js';

/** '42 incidents, 3 with a deadband of 0.5': `deadband` in the unit, `before` and `after` count incidents. */
export interface DeadbandOffer {
  deadband: number;
  before: number;
  after: number;
}

/** Fewer incidents than these need no remedy. */
const MANY = 4;

/** Samples replayed before others get a turn. */
const SLICE = 50_000;

/** Pairs of neighbours that the noise is judged by. */
const PAIRS = 4_096;

/**
 * Looks for a deadband that at least halves the number of incidents, from the noise between neighbours; the smallest
 * after which a larger one does not halve it again. Gives null where none helps. Yields between slices.
 */
export function* findDeadband(
  evaluator: Evaluator,
  series: readonly PreviewSeries[],
  options: PreviewOptions,
): Generator<undefined, DeadbandOffer | null> {
  const candidates = candidatesOf(evaluator.condition, series[0]);
  if (candidates.length === 0) return null;
  const before = yield* count(evaluator, series, options);
  if (before < MANY) return null;
  let best: DeadbandOffer | null = null;
  for (const deadband of candidates) {
    const condition = withDeadband(evaluator.condition, deadband);
    const after = yield* count({ ...evaluator, condition }, series, options);
    if (after * 2 <= (best?.after ?? before)) best = { deadband, before, after };
    if (after <= 1) break;
  }
  return best;
}

function* count(
  evaluator: Evaluator,
  series: readonly PreviewSeries[],
  options: PreviewOptions,
): Generator<undefined, number> {
  const preview = new Preview(evaluator, series, { ...options, limit: 0 });
  while (!preview.advance(SLICE)) yield;
  return preview.total;
}

/** The condition with another deadband; for above and below it is the distance of `clear`. Others stay as they are. */
export function withDeadband(condition: Condition, deadband: number): Condition {
  switch (condition.type) {
    case 'above':
    case 'below': {
      const inward = condition.type === 'above' ? -deadband : deadband;
      return typeof condition.value === 'number'
        ? { ...condition, clear: condition.value + inward }
        : condition;
    }
    case 'outside':
    case 'inside':
    case 'rate':
      return { ...condition, deadband };
    default:
      return condition;
  }
}

function candidatesOf(condition: Condition, series: PreviewSeries | undefined): number[] {
  if (withDeadband(condition, 1) === condition || !series) return [];
  const steps = stepsOf(series);
  const middle = steps[Math.floor(steps.length / 2)] ?? 0;
  const large = steps[Math.floor(steps.length * 0.95)] ?? 0;
  const rounded = [middle, large, 2 * large, 4 * large].filter((step) => step > 0).map(roundUp);
  return [...new Set(rounded)].filter((deadband) => deadband < widest(condition));
}

/** A deadband as wide as the range would never let it clear. */
function widest(condition: Condition): number {
  const { low, high } = condition.type === 'outside' ? condition : { low: 0, high: Infinity };
  return typeof low === 'number' && typeof high === 'number' ? high - low : Infinity;
}

/** Steps between neighbours that differ, in order of size, from pairs spread over all samples. */
function stepsOf({ v }: PreviewSeries): number[] {
  const stride = Math.max(1, Math.floor(v.length / PAIRS));
  const steps: number[] = [];
  for (let at = 1; at < v.length; at += stride) {
    const step = Math.abs(Number(v[at]) - Number(v[at - 1]));
    if (step > 0 && Number.isFinite(step)) steps.push(step);
  }
  return steps.sort((one, other) => one - other);
}

/** The next of 1, 2, 5, 10 ... that is not smaller. */
function roundUp(step: number): number {
  const exponent = Math.floor(Math.log10(step));
  const digit = [1, 2, 5, 10].find((one) => Number(`${one}e${exponent}`) >= step * (1 - 1e-9)) ?? 10;
  return Number(`${digit}e${exponent}`);
}
