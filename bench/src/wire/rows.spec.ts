import { encodeColumns } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { rowsOf } from './rows.ts';

describe('rowsOf', () => {
  it.each([0, 1, 127, 128, 20_000])('finds %i rows without decoding them', (count) => {
    const columns = {
      count,
      series: new Uint32Array(count),
      t: new Float64Array(count),
      received: new Float64Array(count),
      value: new Float64Array(count),
      flags: new Uint8Array(count),
      texts: [],
    };
    expect(rowsOf(encodeColumns(columns))).toBe(count);
  });
});
