import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLayout, type LayoutWish } from './layout.js';
import { readRows, type Row } from './rows.js';
import { type Naming, type Survey, surveyFile } from './survey.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-replay-'));
  path = join(folder, 'fixture.csv');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function survey(
  text: string | Buffer,
  wish: Partial<LayoutWish> = {},
  naming: Partial<Naming> = {},
): Promise<Survey> {
  writeFileSync(path, text);
  const layout = await findLayout({ path, timeColumn: undefined, deviceColumn: undefined, ...wish });
  return surveyFile(layout, { step: 1_000, device: undefined, fileName: 'fixture', ...naming });
}

async function rows(found: Survey): Promise<Row[]> {
  const read: Row[] = [];
  for await (const row of readRows(found)) read.push(row);
  return read;
}

const ids = ({ devices }: Survey) => [...devices.values()].map(({ id }) => id);

test('one device, named after the file; numbers, booleans, texts and gaps', async () => {
  const found = await survey(
    '\uFEFFvalve,time,temp (°C),note\r\ntrue,2024-01-01 00:00,21.5,"a, ""b"""\r\nfalse,2024-01-01 01:00,NaN,\r\n',
  );
  expect(found).toMatchObject({ order: 'time', lines: 2, zoned: false, broken: { count: 0 } });
  expect(ids(found)).toEqual(['fixture']);
  expect(found.metrics.map(({ metric, unit, kind }) => [metric, unit, kind])).toEqual([
    ['valve', undefined, 'boolean'],
    ['temp', '°C', 'number'],
    ['note', undefined, 'text'],
  ]);
  expect((await rows(found)).map(({ time, values }) => [time, values])).toEqual([
    [Date.UTC(2024, 0, 1), { valve: true, temp: 21.5, note: 'a, "b"' }],
    [Date.UTC(2024, 0, 1, 1), { valve: false }],
  ]);
});

test('devices that stand one after the other run side by side', async () => {
  const found = await survey('engine,cycle,T°\n1,1,10\n1,2,11\n1,3,12\n2,1,20\n2,2,21\nx/9,2,30\n');
  expect(found).toMatchObject({ order: 'device', first: 1_000, last: 3_000 });
  expect(ids(found)).toEqual(['engine-1', 'engine-2', 'x%2F9']);
  expect((await rows(found)).map(({ device, time }) => [device, time])).toEqual([
    [0, 1_000],
    [1, 1_000],
    [2, 2_000],
    [0, 2_000],
    [1, 2_000],
    [0, 3_000],
  ]);
});

test('a file in order of time is read as it is, one without order too', async () => {
  const byTime = await survey('ts,unit,v\n1700000000,a1,1\n1700000000,b1,2\n1700000001,a1,3\n');
  expect([byTime.order, ids(byTime)]).toEqual(['time', ['a1', 'b1']]);
  const none = await survey('ts,unit,v\n1700000005,a1,1\n1700000000,b1,2\n1700000001,a1,3\n');
  expect(none.order).toBe('none');
  expect((await rows(none)).map(({ values }) => values.v)).toEqual([1, 2, 3]);
});

test('columns can be named, and devices too', async () => {
  const text = 'when,where,v\n5,north,1\n6,south,2\n';
  const wish = { timeColumn: 'When', deviceColumn: 'where' };
  expect(ids(await survey(text, wish, { device: 'hall' }))).toEqual(['hall-north', 'hall-south']);
  const one = await survey(text, { timeColumn: 'when', deviceColumn: 'none' }, { device: 'hall' });
  expect([ids(one), one.metrics.map(({ metric }) => metric)]).toEqual([['hall'], ['where', 'v']]);
});

test('a column of measured values or of units is no device column', async () => {
  const found = await survey('time,sensor,unit\n2024-01-01,21.5,%\n2024-01-02,21.6,%\n');
  expect(ids(found)).toEqual(['fixture']);
});

test('semicolons go with decimal commas; tabs are found too', async () => {
  const [row] = await rows(await survey('date;v\n2024-01-01;"1,5"\n'));
  expect(row?.values).toEqual({ v: 1.5 });
  const [other] = await rows(await survey('date\tv\n2024-01-01\t1.5\n'));
  expect(other?.values).toEqual({ v: 1.5 });
});

test('bad lines are counted and named, the others replayed', async () => {
  const lines = Array.from({ length: 20 }, (_, n) => `2024-01-01 00:00:${String(n).padStart(2, '0')},${n}`);
  const bad = ['2024-01-01', 'soon,1', '2024-01-01,"2"x', '2024-01-01 00:00:30,oops', ''];
  const found = await survey(['time,v', ...lines, ...bad, '2024-01-01 00:01,7,"open'].join('\n'));
  expect(found.broken.examples).toEqual([
    'line 22: 1 cells instead of 2',
    'line 23: "soon" is no time',
    'line 27: a quote is not closed',
  ]);
  expect(found.oddCells).toBe(2);
  expect(await rows(found)).toHaveLength(20);
});

test('names that objects have already are metrics like others', async () => {
  const [row] = await rows(await survey('time,__proto__,constructor\n2024-01-01,1,2\n'));
  expect(JSON.stringify(row?.values)).toBe('{"__proto__":1,"constructor":2}');
});

test.each([
  ['', 'is empty'],
  ['time,v\n', 'has no line below its header'],
  ['1,2\n3,4\n', 'the first line must name the columns'],
  ['a,b\nx,1\n', 'no column is a time; name one of a, b by --time-column'],
  ['time\n2024-01-01\n', 'has no column of values'],
  ['time,v\n2024-01-01,\n', 'all columns of values are empty'],
  [Buffer.from('time,v\n1,2\n', 'utf16le'), 'is not text in UTF-8'],
  [`time,v\n2024-01-01,"1\n${'2024-01-02,2\n'.repeat(100_000)}`, 'is a quote not closed?'],
])('says what is wrong with a file (%#)', async (text, message) => {
  await expect(survey(text)).rejects.toThrow(message);
});

test('a column that is not there is named with those that are', async () => {
  await expect(survey('time,v\n2024-01-01,1\n', { timeColumn: 'x' })).rejects.toThrow(
    /--time-column: .* has no column "x", but time, v$/,
  );
  await expect(survey('time,v\n2024-01-01,1\n', { timeColumn: 'v' })).resolves.toMatchObject({ lines: 1 });
  await expect(survey('time,v\n2024-01-01,x\n', { timeColumn: 'v' })).rejects.toThrow('"x" in column v');
});
