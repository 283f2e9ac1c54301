import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameCell, readName, readValue, timeCell, valueCell } from './csv-cells.js';
import { CsvReader, type CsvFault, type CsvRecord } from './csv-reader.js';

/** Reads a text that comes in pieces cut at the places. */
function read(text: string, cuts: readonly number[] = []): (CsvRecord | CsvFault)[] {
  const reader = new CsvReader();
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  const pieces = ends.map((end, place) => text.slice(ends[place - 1] ?? 0, end));
  return [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
}

/** Texts as devices send them, and such as are hard for CSV and for spreadsheets. */
const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(',', '"', '\n', '\r', "'", '=', '-', ' ', '1', '.', 'e', 'x', '\t', '＝'),
  }),
  fc.constantFrom('true', 'FALSE', ' 1 ', '-5', '+1e3', "'", "''5", '=1+1', '@sum', '', '1e999', '٣'),
);
const cuts = fc.array(fc.nat(), { maxLength: 6 });

describe('cells', () => {
  it('give back every number, boolean and text as it was', () => {
    const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), awkward);
    fc.assert(
      fc.property(value, cuts, (one, places) => {
        const [record] = read(`x,${valueCell(one)}\n`, places);
        const cells = record && 'cells' in record ? record.cells : [];
        expect(cells).toHaveLength(2);
        expect(Object.is(readValue(cells[1] ?? ''), one)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('give back every name as it was', () => {
    fc.assert(
      fc.property(awkward, (name) => {
        const [record] = read(`${nameCell(name)},x\n`);
        expect(record && 'cells' in record ? readName(record.cells[0] ?? '') : undefined).toBe(name);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never begin like a formula, but for numbers', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        for (const cell of [valueCell(text), nameCell(text)])
          expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
    expect(valueCell(-5)).toBe('-5');
    expect(valueCell('-5')).toBe("'-5");
  });

  it('have times in ms, or in µs where there are any', () => {
    expect(timeCell(1_763_900_000_120_000)).toBe('2025-11-23T12:13:20.120Z');
    expect(timeCell(1_763_900_000_120_007)).toBe('2025-11-23T12:13:20.120007Z');
  });
});

describe('CsvReader', () => {
  it('reads what was written, however it is cut into pieces', () => {
    const table = fc.array(fc.array(awkward, { minLength: 2, maxLength: 4 }), { maxLength: 8 });
    fc.assert(
      fc.property(table, cuts, fc.constantFrom('\n', '\r\n'), (rows, places, end) => {
        const text = rows.map((row) => row.map(nameCell).join(',') + end).join('');
        const found = read(text, places).map((record) =>
          'cells' in record ? record.cells.map(readName) : record,
        );
        expect(found).toEqual(rows);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n\n\r\n1,"2"\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a,"b"\r', [['a', 'b']]],
    ['5" pipe,x\n', [['5" pipe', 'x']]],
    [',\n', [['', '']]],
    ['', []],
  ])('reads %j', (text, rows) => {
    for (let cut = 0; cut <= text.length; cut++)
      expect(read(text, [cut]).map((record) => 'cells' in record && record.cells)).toEqual(rows);
  });

  it('names the line that a record begins at, with cells over several lines before it', () => {
    expect(read('a,b\n"x\ny\n",1\n\nc,d\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\ny\n', '1'] },
      { line: 6, cells: ['c', 'd'] },
    ]);
  });

  it('reads on after a line with a broken quote', () => {
    const text = 'a,b\n"x"y,1\n2,"open\n3,4\n"5",6\n7,"8';
    for (let cut = 0; cut <= text.length; cut++) {
      const found = read(text, [cut]).map((record) => [
        record.line,
        'cells' in record ? record.cells.join() : record.reason,
      ]);
      expect(found).toEqual([
        [1, 'a,b'],
        [2, 'something follows a closing quote'],
        [3, 'something follows a closing quote'],
        [4, '3,4'],
        [5, '5,6'],
        [6, 'a quote is not closed'],
      ]);
    }
  });

  it('drops a line without end instead of collecting it', () => {
    const reader = new CsvReader();
    const found = ['a,b\n', ...Array<string>(50).fill('x'.repeat(1_000)), '\n1,2\n'].flatMap((piece) => [
      ...reader.push(piece),
    ]);
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect(found[1]).toMatchObject({ reason: 'the line has more than 8192 characters' });
    expect(found[2]).toMatchObject({ cells: ['1', '2'] });
  });

  it('takes a quote that is not closed within the longest line for a fault of its own line', () => {
    const lines = Array.from({ length: 2_000 }, (_, place) => `${place},good\n`).join('');
    const found = read(`1,"open\n${lines}`, [20_000]);
    expect(found[0]).toMatchObject({ line: 1, reason: 'a quote is not closed' });
    expect(found).toHaveLength(2_001);
    expect(found.at(-1)).toEqual({ line: 2_001, cells: ['1999', 'good'] });
  });
});
