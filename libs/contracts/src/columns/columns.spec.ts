import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, encodeColumns, TEXT, type Columns } from './index.js';

const time = fc.integer({ min: 0, max: 2 ** 51 - 1 });
const row = fc.record({
  series: fc.nat(0xffff_ffff),
  t: time,
  received: time,
  value: fc.double(),
  flags: fc.nat(255).map((flags) => flags & ~TEXT),
  text: fc.option(fc.string({ unit: 'grapheme' }), { freq: 4 }),
});

function columnsOf(
  rows: { series: number; t: number; received: number; value: number; flags: number; text: string | null }[],
): Columns {
  const texts: string[] = [];
  const values = rows.map(({ text, value }) => (text === null ? value : texts.push(text) - 1));
  return {
    count: rows.length,
    series: Uint32Array.from(rows, (one) => one.series),
    t: Float64Array.from(rows, (one) => one.t),
    received: Float64Array.from(rows, (one) => one.received),
    value: Float64Array.from(values),
    flags: Uint8Array.from(rows, (one) => (one.text === null ? one.flags : one.flags | TEXT)),
    texts,
  };
}

describe('columns', () => {
  it('are the same after encoding and decoding', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const columns = columnsOf(rows);
        expect(decodeColumns(encodeColumns(columns))).toEqual({ ok: true, columns });
      }),
    );
  });

  it('give a value or an error for every string of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const decoded = decodeColumns(bytes);
        if (decoded.ok) expect(decodeColumns(encodeColumns(decoded.columns))).toEqual(decoded);
      }),
      { numRuns: 5_000 },
    );
  });

  it('give a value or an error for every damaged frame', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), damage, fc.nat(), (rows, bytes, cut) => {
        const encoded = encodeColumns(columnsOf(rows));
        for (const [place, byte] of bytes) encoded[place % encoded.length] = byte;
        const shortened = encoded.subarray(0, encoded.length - (cut % encoded.length));
        expect(['boolean']).toContain(typeof decodeColumns(shortened).ok);
      }),
      { numRuns: 5_000 },
    );
  });

  it('are refused when cut at any place', () => {
    const encoded = encodeColumns(
      columnsOf([{ series: 7, t: 5, received: 6, value: 1.5, flags: 0, text: null }]),
    );
    for (let end = 0; end < encoded.length; end++)
      expect(decodeColumns(encoded.subarray(0, end)).ok).toBe(false);
  });

  it('take no more memory than their bytes warrant', () => {
    const huge = Uint8Array.of(1, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0);
    expect(decodeColumns(huge)).toEqual({ ok: false, error: 'the bytes end too early' });
  });

  it('take about 11 bytes a row for a tick of a fleet', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => ({
      series: i * 3,
      t: 1_795_000_000_000_000 + i * 50,
      received: 1_795_000_000_000_000 + i * 50,
      value: i / 7,
      flags: 0x40,
      text: null,
    }));
    expect(encodeColumns(columnsOf(rows)).length / rows.length).toBeLessThan(12);
  });
});
