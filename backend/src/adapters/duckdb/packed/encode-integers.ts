import { type BitWriter } from './bit-writer.js';
import { planCode, writeResiduals, type Plan } from './encode-residuals.js';
import {
  FOLLOWING,
  GAINS,
  LINE,
  MODEL_BITS,
  PLAIN,
  STEP_PARTS,
  stepsLeftOut,
  type Model,
} from './integers.js';

/** Above this integers and their predictions would not be exact in doubles, whatever the order of sums. */
const LARGEST = 2 ** 51;
const LARGEST_STEP = 2 ** 40;
const WORD = 2 ** 32;
/** Values that a median is taken from. */
const MEDIAN_OF = 65;

const KEEPING = FOLLOWING;
const SLOWLY = FOLLOWING + 1;
const HALFWAY = FOLLOWING + 2;
const CLOSELY = FOLLOWING + 3;

/**
 * A model with its residuals, and about how many bits they take: by Rice codes, and by even codes where no step
 * was left out.
 */
interface Trial {
  model: Model;
  residuals: Float64Array;
  rice: number;
  even: number;
}

/** Writes integers of up to 2^53, by the model that takes the fewest bits. `grid`: they are times. */
export function writeIntegers(writer: BitWriter, values: Float64Array, grid: boolean): void {
  const best = planned(trials(values, grid));
  if (!best) {
    writer.write(PLAIN, MODEL_BITS);
    writer.block(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return;
  }
  writer.write(best.model.kind, MODEL_BITS);
  writer.signed(best.model.start);
  writer.signed(best.model.step * STEP_PARTS);
  writeResiduals(writer, best.residuals, best.plan);
}

/** The trials that promise most, planned in full: that for Rice codes and that for even ones. */
function planned([first, ...others]: Trial[]): (Trial & { plan: Plan }) | null {
  if (!first) return null;
  let [rice, even] = [first, first];
  for (const trial of others) {
    if (trial.rice < rice.rice) rice = trial;
    if (trial.even < even.even) even = trial;
  }
  const one = { ...rice, plan: planCode(rice.residuals) };
  if (even === rice) return one;
  const other = { ...even, plan: planCode(even.residuals) };
  return other.plan.bits < one.plan.bits ? other : one;
}

/** Every model that gives the integers back exactly; only the first that leaves nothing over, if there is one. */
function trials(values: Float64Array, grid: boolean): Trial[] {
  const found: Trial[] = [];
  if (!values.every((value) => Math.abs(value) <= LARGEST)) return found;
  for (const model of grid ? timeModels(values) : valueModels(values)) {
    const residuals = model.kind === LINE ? byLine(values, model) : byLevel(values, model, grid);
    const trial = { model, residuals, ...judge(residuals, grid ? model.step / 2 : Infinity) };
    if (trial.rice === values.length) return [trial];
    found.push(trial);
  }
  return found;
}

function judge(residuals: Float64Array, farthest: number): { rice: number; even: number } {
  let rice = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const residual of residuals) {
    const size = Math.abs(residual);
    rice += size < WORD ? 33 - Math.clz32(size) : 65 - Math.clz32(size / WORD);
    if (size <= farthest) {
      if (residual < low) low = residual;
      if (residual > high) high = residual;
    }
  }
  return { rice, even: residuals.length * Math.log2(Math.max(0, high - low) + 2) };
}

function byLine(values: Float64Array, model: Model): Float64Array {
  const residuals = new Float64Array(values.length);
  let before = model.start - model.step;
  let earlier = before - model.step;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    residuals[row] = value - (2 * before - earlier);
    earlier = before;
    before = value;
  }
  return residuals;
}

function byLevel(values: Float64Array, { kind, start, step }: Model, grid: boolean): Float64Array {
  const residuals = new Float64Array(values.length);
  const gain = GAINS[kind - FOLLOWING] ?? 0;
  const half = grid && gain < 1 && step > 0 ? step / 2 : Infinity;
  let level = start;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    const residual = value - Math.floor(level + 0.5);
    residuals[row] = residual;
    let rest = residual;
    if (residual > half) {
      const leftOut = step * stepsLeftOut(residual, step);
      level += leftOut;
      rest -= leftOut;
    }
    level = gain === 1 ? value + step : level + (gain * rest + step);
  }
  return residuals;
}

function* valueModels(values: Float64Array): Generator<Model> {
  const start = values[0] ?? 0;
  yield { kind: CLOSELY, start, step: 0 };
  const step = parts(medianStep(values));
  if (step !== 0) yield { kind: CLOSELY, start, step };
  yield { kind: KEEPING, start: median(values), step: 0 };
  yield { kind: HALFWAY, start, step: 0 };
  yield { kind: LINE, start, step };
}

function* timeModels(values: Float64Array): Generator<Model> {
  const start = values[0] ?? 0;
  const typical = medianStep(values);
  yield { kind: CLOSELY, start, step: parts(typical) };
  const mean = meanStep(values, typical);
  const round = roundStep(mean);
  for (const step of round === mean ? [mean] : [round, mean]) {
    yield { kind: KEEPING, start, step: parts(step) };
    yield { kind: SLOWLY, start, step: parts(step) };
  }
  yield { kind: LINE, start, step: parts(typical) };
}

function parts(step: number): number {
  if (!(Math.abs(step) < LARGEST_STEP)) return 0;
  return Math.round(step * STEP_PARTS) / STEP_PARTS;
}

/** The mean of the steps that are near the typical one, so that silences do not count. */
function meanStep(values: Float64Array, typical: number): number {
  let sum = 0;
  let count = 0;
  for (let row = 1; row < values.length; row++) {
    const step = (values[row] ?? 0) - (values[row - 1] ?? 0);
    if (Math.abs(step - typical) <= typical / 2) {
      sum += step;
      count += 1;
    }
  }
  return count > 0 ? sum / count : typical;
}

/** To two digits, as people choose intervals. */
function roundStep(step: number): number {
  if (!(step > 0)) return step;
  const unit = 10 ** (Math.floor(Math.log10(step)) - 1);
  return Math.round(step / unit) * unit;
}

function medianStep(values: Float64Array): number {
  const stride = Math.max(1, Math.floor((values.length - 1) / MEDIAN_OF));
  const steps: number[] = [];
  for (let row = 1; row < values.length; row += stride) {
    steps.push((values[row] ?? 0) - (values[row - 1] ?? 0));
  }
  return middle(Float64Array.from(steps));
}

/** About the median: that of values picked evenly. */
function median(values: Float64Array): number {
  const stride = Math.max(1, Math.floor(values.length / MEDIAN_OF));
  const picked: number[] = [];
  for (let row = 0; row < values.length; row += stride) picked.push(values[row] ?? 0);
  return middle(Float64Array.from(picked));
}

function middle(values: Float64Array): number {
  return values.sort()[values.length >>> 1] ?? 0;
}
