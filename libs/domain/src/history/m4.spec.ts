import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { M4, type Samples, type Span } from './index.js';

const HEIGHT = 200;

interface Picture {
  from: number;
  to: number;
  width: number;
}

/** Steps from one sample to the next: waiting (µs) and growth, or a jump. */
const stretch = fc.oneof(
  fc.record({ wait: fc.constant(1_000_000), by: fc.integer({ min: -30, max: 30 }) }),
  fc.record({
    wait: fc.integer({ min: 1, max: 3_000_000 }),
    by: fc.double({ min: -5, max: 5, noNaN: true }),
  }),
  fc.record({ wait: fc.constant(1_000_000), by: fc.constant(0) }),
  fc.record({ wait: fc.integer({ min: 1e7, max: 1e9 }), by: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ wait: fc.constant(1_000), by: fc.constantFrom(-1e4, 1e4) }),
);
const walks = fc
  .array(fc.tuple(stretch, fc.nat(40)), { minLength: 1, maxLength: 40 })
  .map((stretches) =>
    walk(stretches.flatMap(([step, times]) => Array.from({ length: times + 1 }, () => step))),
  );

function walk(steps: { wait: number; by: number }[]): Samples {
  let micros = 1.79e15;
  let value = 0;
  const rows = steps.map(({ wait, by }, place) => {
    micros += wait;
    value += place % 3 === 0 ? -by : by;
    return [micros / 1_000, value] as const;
  });
  return { t: Float64Array.from(rows, ([t]) => t), v: Float64Array.from(rows, ([, v]) => v) };
}

function pictureOf({ t }: Samples, width: number): Picture {
  return { from: t[0]!, to: t.at(-1)!, width };
}

function reduce(samples: Samples, { from, to, width }: Picture): Samples {
  const m4 = new M4(from, to, width);
  samples.t.forEach((t, row) => m4.point(t, samples.v[row]!));
  return m4.take();
}

/**
 * Draws the polyline without anti-aliasing by Bresenham's algorithm (IBM Systems Journal 4, 1965). A pixel column
 * is a column of the answer, a row one of 200 equal parts from the least to the greatest value.
 */
function rasterize({ t, v }: Samples, { from, to, width }: Picture, low: number, high: number): Set<number> {
  const xs = Array.from(t, (time) =>
    Math.min(width - 1, Math.floor(((time - from) * width) / (to - from || 1))),
  );
  const ys = Array.from(v, (value) =>
    Math.min(HEIGHT - 1, Math.floor(((value - low) * HEIGHT) / (high - low || 1))),
  );
  const pixels = new Set<number>([xs[0]! * HEIGHT + ys[0]!]);
  for (let at = 1; at < xs.length; at++) line(pixels, [xs[at - 1]!, ys[at - 1]!], [xs[at]!, ys[at]!]);
  return pixels;
}

function line(pixels: Set<number>, [x0, y0]: [number, number], [x1, y1]: [number, number]): void {
  const dx = Math.abs(x1 - x0);
  const dy = -Math.abs(y1 - y0);
  let [x, y, error] = [x0, y0, dx + dy];
  pixels.add(x * HEIGHT + y);
  while (x !== x1 || y !== y1) {
    const doubled = 2 * error;
    if (doubled >= dy) [x, error] = [x + Math.sign(x1 - x0), error + dy];
    if (doubled <= dx) [y, error] = [y + Math.sign(y1 - y0), error + dx];
    pixels.add(x * HEIGHT + y);
  }
}

function spanOf({ t, v }: Samples, from: number, to: number): Span {
  const values = [...v.subarray(from, to)];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const [minT, maxT] = [t[from + values.indexOf(min)]!, t[from + values.indexOf(max)]!];
  return {
    n: values.length,
    t0: t[from]!,
    v0: v[from]!,
    t1: t[to - 1]!,
    v1: v[to - 1]!,
    min,
    minT,
    max,
    maxT,
  };
}

describe('M4', () => {
  it('draws the same pixels as all samples', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 300 }), (samples, width) => {
        const picture = pictureOf(samples, width);
        const [low, high] = [Math.min(...samples.v), Math.max(...samples.v)];
        const reduced = reduce(samples, picture);
        expect(reduced.t.length).toBeLessThanOrEqual(4 * width);
        const missing = rasterize(samples, picture, low, high).symmetricDifference(
          rasterize(reduced, picture, low, high),
        );
        expect([...missing]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('has each sample once, in order of time', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 50 }), (samples, width) => {
        const { t, v } = reduce(samples, pictureOf(samples, width));
        const known = new Map(Array.from(samples.t, (time, row) => [time, samples.v[row]]));
        t.forEach((time, row) => {
          expect(time).toBeGreaterThan(t[row - 1] ?? -Infinity);
          expect(v[row]).toBe(known.get(time));
        });
      }),
    );
  });

  it('takes summaries of samples in one column for the samples', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 });
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 50 }), cuts, (samples, width, sizes) => {
        const picture = pictureOf(samples, width);
        const m4 = new M4(picture.from, picture.to, width);
        const { t, v } = samples;
        for (let at = 0, part = 0; at < t.length; part++) {
          const end = Math.min(t.length, at + sizes[part % sizes.length]!);
          if (m4.fits(t[at]!, t[end - 1]!)) m4.span(spanOf(samples, at, end));
          else for (let row = at; row < end; row++) m4.point(t[row]!, v[row]!);
          at = end;
        }
        expect(m4.take()).toEqual(reduce(samples, picture));
      }),
    );
  });

  it('keeps the earliest of equal values', () => {
    const samples = { t: Float64Array.of(0, 1, 2, 3, 4, 5, 6), v: Float64Array.of(5, 1, 9, 1, 9, 1, 5) };
    const { t, v } = reduce(samples, { from: 0, to: 10, width: 1 });
    expect([[...t], [...v]]).toEqual([
      [0, 1, 2, 6],
      [5, 1, 9, 5],
    ]);
  });

  it('puts the end of the range into the last column, and a range of one moment too', () => {
    const m4 = new M4(1_000, 2_000, 4);
    expect([1_000, 1_249.999, 1_250, 1_999.999, 2_000].map((t) => m4.columnOf(t))).toEqual([0, 0, 1, 3, 3]);
    expect(new M4(1_000, 1_000, 4).columnOf(1_000)).toBe(3);
    expect(reduce({ t: Float64Array.of(7), v: Float64Array.of(1) }, { from: 7, to: 7, width: 5 }).t).toEqual(
      Float64Array.of(7),
    );
  });

  it('has no column beyond the last, even where the division is rounded up', () => {
    expect(new M4(120_009_916_437, 8_059_254_996_814, 8_670).columnOf(8_059_254_996_813.999)).toBe(8_669);
  });

  it('answers nothing for nothing', () => {
    expect(new M4(0, 1, 10).take()).toEqual({ t: new Float64Array(0), v: new Float64Array(0) });
  });
});
