import { type BitReader } from './bit-reader.js';
import { DamagedChunk } from './chunk.js';
import { readResiduals } from './decode-residuals.js';
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

/** Reads as many integers as there is place for. The place holds zeros before. `grid`: they are times. */
export function readIntegers(reader: BitReader, into: Float64Array<ArrayBuffer>, grid: boolean): void {
  const kind = reader.read(MODEL_BITS);
  if (kind === PLAIN) {
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(reader.block(into.byteLength));
    return;
  }
  const gain = GAINS[kind - FOLLOWING];
  if (kind !== LINE && gain === undefined) throw new DamagedChunk('no such model');
  const start = reader.signed();
  const model = { kind, start, step: reader.signed() / STEP_PARTS };
  readResiduals(reader, into);
  if (gain === undefined) alongLine(into, model);
  else if (gain === 1) fromBefore(into, model);
  else alongLevel(into, model, gain, grid);
}

function alongLine(values: Float64Array, model: Model): void {
  let before = model.start - model.step;
  let earlier = before - model.step;
  for (let row = 0; row < values.length; row++) {
    const value = 2 * before - earlier + (values[row] ?? 0);
    values[row] = value;
    earlier = before;
    before = value;
  }
}

/** Steps from one integer to the next are whole: nothing is to be rounded. */
function fromBefore(values: Float64Array, { start, step }: Model): void {
  let value = start - step;
  for (let row = 0; row < values.length; row++) {
    value += (values[row] ?? 0) + step;
    values[row] = value;
  }
}

function alongLevel(values: Float64Array, { start, step }: Model, gain: number, grid: boolean): void {
  const half = grid && step > 0 ? step / 2 : Infinity;
  let level = start;
  for (let row = 0; row < values.length; row++) {
    const residual = values[row] ?? 0;
    values[row] = Math.floor(level + 0.5) + residual;
    let rest = residual;
    if (residual > half) {
      const leftOut = step * stepsLeftOut(residual, step);
      level += leftOut;
      rest -= leftOut;
    }
    level += gain * rest + step;
  }
}
