import { bitLength, type BitWriter } from './bit-writer.js';
import {
  CODE_BITS,
  ESCAPE,
  EVEN,
  FULL_BITS,
  MAX_RICE,
  MAX_SYMBOLS,
  RICE,
  RICE_BITS,
  SPARSE,
  SYMBOLS_BITS,
  ZERO,
  unzigzag,
  zigzag,
} from './residuals.js';

/** Where even codes begin and end: 0, and 1 of `TRIM` of the residuals left out on both sides. */
const TRIM = 64;

/** How to write residuals: the code with its parameters, and the bits that they will take. */
export interface Plan {
  bits: number;
  code: number;
  /** Rice: the parameter; runs of zeros: the parameter of what is not 0. */
  k: number;
  /** Parameter of the lengths of runs. */
  runK: number;
  /** Even codes: the least value and how many values there are. */
  low: number;
  count: number;
}

const NOTHING: Plan = { bits: CODE_BITS, code: ZERO, k: 0, runK: 0, low: 0, count: 0 };

/** The code that takes the fewest bits. */
export function planCode(residuals: Float64Array): Plan {
  const codes = new Float64Array(residuals.length);
  let zeros = 0;
  for (let row = 0; row < codes.length; row++) {
    codes[row] = zigzag(residuals[row] ?? 0);
    if (codes[row] === 0) zeros += 1;
  }
  if (zeros === codes.length) return NOTHING;
  const rice = planRice(codes);
  const best = zeros * 2 > codes.length ? better(rice, planSparse(codes)) : rice;
  const sorted = residuals.slice().sort();
  return better(better(best, planEven(sorted, 0)), planEven(sorted, Math.floor(sorted.length / TRIM)));
}

export function writeResiduals(writer: BitWriter, residuals: Float64Array, plan: Plan): void {
  writer.write(plan.code, CODE_BITS);
  if (plan.code === RICE) writeRice(writer, residuals, plan);
  else if (plan.code === SPARSE) writeSparse(writer, residuals, plan);
  else if (plan.code === EVEN) writeEven(writer, residuals, plan);
}

function better(one: Plan, other: Plan): Plan {
  return other.bits < one.bits ? other : one;
}

function planRice(codes: Float64Array): Plan {
  const { k, bits } = riceParameter(codes);
  return { ...NOTHING, code: RICE, k, bits: CODE_BITS + RICE_BITS + bits };
}

/** The Rice parameter with the least bits, from that of the mean length of a code downwards or upwards. */
function riceParameter(codes: Float64Array): { k: number; bits: number } {
  let lengths = 0;
  for (const code of codes) lengths += bitLength(code);
  const from = Math.min(MAX_RICE, Math.floor(lengths / Math.max(1, codes.length)));
  const start = { k: from, bits: riceBits(codes, from) };
  const lower = climb(codes, start, -1);
  return lower === start ? climb(codes, start, 1) : lower;
}

function climb(
  codes: Float64Array,
  start: { k: number; bits: number },
  by: number,
): { k: number; bits: number } {
  let best = start;
  for (let k = start.k + by; k >= 0 && k <= MAX_RICE; k += by) {
    const bits = riceBits(codes, k);
    if (bits >= best.bits) break;
    best = { k, bits };
  }
  return best;
}

function riceBits(codes: Float64Array, k: number): number {
  const scale = 2 ** -k;
  let bits = codes.length * (1 + k);
  for (const code of codes) {
    const quotient = Math.floor(code * scale);
    bits += quotient < ESCAPE ? quotient : ESCAPE - 1 - k + FULL_BITS + bitLength(Math.ceil(code / 2));
  }
  return bits;
}

function planSparse(codes: Float64Array): Plan {
  const others = codes.filter((code) => code !== 0);
  const runs = new Float64Array(others.length + 1);
  let run = 0;
  let at = 0;
  for (const code of codes) {
    if (code === 0) run += 1;
    else {
      runs[at++] = run;
      run = 0;
    }
  }
  runs[at] = run;
  const lengths = riceParameter(runs);
  const values = riceParameter(others);
  const bits = CODE_BITS + RICE_BITS * 2 + lengths.bits + values.bits;
  return { ...NOTHING, code: SPARSE, k: values.k, runK: lengths.k, bits };
}

/** Even codes for the sorted residuals without `cut` at both ends. */
function planEven(sorted: Float64Array, cut: number): Plan {
  const low = sorted[cut] ?? 0;
  const count = (sorted[sorted.length - 1 - cut] ?? 0) - low + 1;
  if (count >= MAX_SYMBOLS) return { ...NOTHING, bits: Infinity };
  const { bits: width, short } = evenWidths(count + 1);
  let bits = CODE_BITS + FULL_BITS + bitLength(Math.abs(low)) + SYMBOLS_BITS;
  for (const value of sorted) {
    const symbol = value - low;
    if (symbol >= 0 && symbol < count) bits += symbol < short ? width : width + 1;
    else bits += (count < short ? width : width + 1) + FULL_BITS + bitLength(Math.abs(value));
  }
  return { ...NOTHING, code: EVEN, low, count, bits };
}

/** Bits of the short codes of an even code, and how many symbols have one; the others take a bit more. */
function evenWidths(symbols: number): { bits: number; short: number } {
  const bits = 31 - Math.clz32(symbols);
  return { bits, short: 2 ** (bits + 1) - symbols };
}

function writeRice(writer: BitWriter, residuals: Float64Array, plan: Plan): void {
  writer.write(plan.k, RICE_BITS);
  for (const residual of residuals) writeRiceCode(writer, residual, plan.k);
}

function writeRiceCode(writer: BitWriter, residual: number, k: number): void {
  const code = zigzag(residual);
  const quotient = Math.floor(code / 2 ** k);
  if (quotient < ESCAPE) {
    writer.unary(quotient);
    writer.long(code - quotient * 2 ** k, k);
  } else {
    writer.write(2 ** ESCAPE - 1, ESCAPE);
    writer.signed(residual);
  }
}

function writeSparse(writer: BitWriter, residuals: Float64Array, plan: Plan): void {
  writer.write(plan.k, RICE_BITS);
  writer.write(plan.runK, RICE_BITS);
  let run = 0;
  for (const residual of residuals) {
    if (residual === 0) run += 1;
    else {
      writeRiceCode(writer, unzigzag(run), plan.runK);
      writeRiceCode(writer, residual, plan.k);
      run = 0;
    }
  }
  if (run > 0) writeRiceCode(writer, unzigzag(run), plan.runK);
}

/** The last symbol announces a residual in full. */
function writeEven(writer: BitWriter, residuals: Float64Array, plan: Plan): void {
  const { low, count } = plan;
  writer.signed(low);
  writer.write(count, SYMBOLS_BITS);
  const { bits, short } = evenWidths(count + 1);
  for (const residual of residuals) {
    const symbol = residual - low;
    const inside = symbol >= 0 && symbol < count;
    writeSymbol(writer, inside ? symbol : count, bits, short);
    if (!inside) writer.signed(residual);
  }
}

function writeSymbol(writer: BitWriter, symbol: number, bits: number, short: number): void {
  if (symbol < short) writer.write(symbol, bits);
  else {
    writer.write((symbol + short) >>> 1, bits);
    writer.write((symbol + short) & 1, 1);
  }
}
