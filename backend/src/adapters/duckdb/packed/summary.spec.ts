import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk } from './chunk.js';
import { summarize } from './summary.js';

function chunkOf(rows: [number, number][], texts: string[] | null = null): Chunk {
  return {
    t: Float64Array.from(rows, ([t]) => t),
    v: Float64Array.from(rows, ([, v]) => v),
    q: new Uint8Array(rows.length),
    texts,
  };
}

describe('summarize', () => {
  it('says what a chunk of numbers holds', () => {
    const rows: [number, number][] = [
      [100, 5],
      [110, 2],
      [130, 9],
      [135, 2],
      [140, 9],
      [145, 9],
    ];
    expect(summarize(chunkOf(rows))).toEqual({
      n: 6,
      t0: 100,
      v0: 5,
      t1: 145,
      v1: 9,
      min: 2,
      minT: 110,
      max: 9,
      maxT: 130,
      sum: 36,
      changes: 4,
      gap: 20,
      increase: 2 + 7 + 2 + 7,
      drops: 2,
    });
  });

  it('says what a chunk of texts holds', () => {
    const rows: [number, number][] = [
      [100, 0],
      [110, 0],
      [180, 0],
      [190, 0],
    ];
    const summary = summarize(chunkOf(rows, ['on', 'on', 'off', 'on']));
    expect(summary).toMatchObject({
      n: 4,
      t0: 100,
      t1: 190,
      changes: 2,
      gap: 70,
      drops: 0,
      increase: 0,
      sum: 0,
    });
    expect(summary).toMatchObject({
      v0: Number.NaN,
      v1: Number.NaN,
      min: Number.NaN,
      max: Number.NaN,
      minT: 0,
      maxT: 0,
    });
  });

  it('finds the least, the greatest and their earliest times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 100 }), (values) => {
        const summary = summarize(chunkOf(values.map((value, row) => [row * 10, value])));
        const [min, max] = [Math.min(...values), Math.max(...values)];
        expect(summary).toMatchObject({ min, max, n: values.length, v0: values[0], v1: values.at(-1) });
        expect([summary.minT, summary.maxT]).toEqual([values.indexOf(min) * 10, values.indexOf(max) * 10]);
      }),
    );
  });
});
