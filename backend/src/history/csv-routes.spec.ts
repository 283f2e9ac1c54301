import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  CSV_HEADER,
  importReportSchema,
  importStateSchema,
  type ErrorBody,
  type ImportReport,
  type Value,
} from '@sensorium/contracts';
import fc from 'fast-check';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HistoryWorld, NOW, startHistoryApp, type Sample } from '../../test/history-app.js';
import { until } from '../../test/until.js';
import { ApiError } from '../ports/api-error.js';

let app: NestFastifyApplication;
let world: HistoryWorld;
let port: number;

beforeEach(async () => {
  world = new HistoryWorld();
  await world.store.open();
  app = await startHistoryApp(world, '/nowhere');
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
});
afterEach(() => app.close());

const T = NOW - 60_000;

async function exportOf(series: string, target: NestFastifyApplication = app): Promise<string> {
  const url = `/api/history/export.csv?from=0&series=${encodeURIComponent(series)}`;
  const answer = await target.inject({ url });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

async function post(body: string | Buffer, headers: Record<string, string> = { 'content-type': 'text/csv' }) {
  return app.inject({ method: 'POST', url: '/api/history/import', headers, body });
}

async function importOf(lines: readonly string[]): Promise<ImportReport> {
  const answer = await post([CSV_HEADER, ...lines].join('\n'));
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  return importReportSchema.strict().parse(answer.json());
}

async function state(): Promise<ImportReport | null> {
  const answer = await app.inject({ url: '/api/history/import' });
  return importStateSchema.parse(answer.json()).import;
}

/** An upload whose body is written piece by piece. */
function upload() {
  const headers = { 'content-type': 'text/csv' };
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/history/import', headers });
  sent.on('error', () => undefined);
  return sent;
}

describe('GET /api/history/export.csv', () => {
  it('writes series after series, oldest first, safe for spreadsheets', async () => {
    const text = world.series('=evil()', 'say "x"', 'text', { unit: null });
    const number = world.series('a,b', 't', 'number', { unit: '°C' });
    const flag = world.series('a,b', 'on', 'boolean');
    await world.append(text, [
      [T, '=1+1'],
      [T + 0.25, '12'],
      [T + 1, 'a "b"\nc'],
    ]);
    await world.append(number, [
      [T, -0.5],
      [T + 1, 1e21, 1],
    ]);
    await world.append(flag, [[T, true]]);
    expect((await exportOf('*/*')).split('\n')).toEqual([
      CSV_HEADER,
      `2026-11-23T11:59:00.000Z,'=evil(),"say ""x""",'=1+1,,good`,
      `2026-11-23T11:59:00.000250Z,'=evil(),"say ""x""",'12,,good`,
      `2026-11-23T11:59:00.001Z,'=evil(),"say ""x""","a ""b""`,
      'c",,good',
      '2026-11-23T11:59:00.000Z,"a,b",t,-0.5,°C,good',
      '2026-11-23T11:59:00.001Z,"a,b",t,1e+21,°C,clock-ahead',
      '2026-11-23T11:59:00.000Z,"a,b",on,true,,good',
      '',
    ]);
  });

  it('is a file with a name, and has only its header without readings', async () => {
    world.series('a b', 't', 'number');
    const answer = await app.inject({ url: '/api/history/export.csv?series=a%2520b%2Ft&series=no%2Fbody' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="sensorium-a_b-t-2026-11-23T120000Z.csv"',
    });
    expect(answer.body).toBe(`${CSV_HEADER}\n`);
  });

  it('is an error and no file when the first page fails, and no whole file when a later one does', async () => {
    const n = world.series('a', 't', 'number');
    await world.append(n, ramp(30_000));
    const whole = world.store.page.bind(world.store);
    const page = vi.spyOn(world.store, 'page');
    page.mockRejectedValueOnce(new ApiError('unavailable', 'history is paused'));
    const url = '/api/history/export.csv?series=a%2Ft&from=0';
    expect((await app.inject({ url })).json<ErrorBody>().error.code).toBe('unavailable');
    page.mockImplementation((query) =>
      query.from > NOW - 20_000 ? Promise.reject(new Error('the disk is gone')) : whole(query),
    );
    const answer = await fetch(`http://127.0.0.1:${port}${url}`);
    await expect(answer.text()).rejects.toThrow();
  });

  it('asks for no more than a slow reader takes, and for nothing once he is gone', async () => {
    const n = world.series('a', 't', 'number');
    const page = vi.spyOn(world.store, 'page').mockImplementation(({ from }) => {
      const t = Float64Array.from({ length: 5_000 }, (_, place) => from + place);
      const next = from + 5_000;
      return Promise.resolve({ t, v: new Float64Array(5_000), quality: new Uint8Array(5_000), next });
    });
    const path = `/api/history/export.csv?series=a%2Ft&from=0`;
    const sent = request({ port, host: '127.0.0.1', path }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.pause();
    const paused = await settled(() => page.mock.calls.length);
    expect(paused).toBeLessThan(60);
    const before = page.mock.calls.length;
    let read = 0;
    answer.on('data', (piece: Buffer) => (read += piece.length)).resume();
    await until('10 MB', () => read > 10_000_000);
    answer.pause();
    expect(await settled(() => page.mock.calls.length)).toBeGreaterThan(before);
    sent.destroy();
    const gone = await settled(() => page.mock.calls.length);
    expect(await settled(() => page.mock.calls.length)).toBe(gone);
    expect(page.mock.calls[0]?.[0]).toMatchObject({ n, limit: 20_000 });
  });
});

/** Resolves to the figure once it has stayed the same for many turns of the event loop. */
async function settled(figure: () => number): Promise<number> {
  let last = figure();
  for (let same = 0; same < 200; same++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (figure() !== last) same = 0;
    last = figure();
  }
  return last;
}

function ramp(count: number): Sample[] {
  return Array.from({ length: count }, (_, place) => [NOW - count + place, place]);
}

describe('POST /api/history/import', () => {
  it('takes lines, counts the bad ones and names them', async () => {
    world.refused.set('full', 'limit-devices: too many devices');
    const report = await importOf([
      '2026-11-23T11:59:00Z,pump,rpm,900.5,1/min,good',
      '2026-11-23T11:59:01.000250Z,pump,rpm,901,1/min,clock-ahead',
      '2026-11-23T11:59:00,pump,rpm,900,,good',
      '1795435140000,pump,on,TRUE,,',
      '1999-11-23T11:59:00Z,pump,rpm,1,,good',
      '2026-11-23T12:00:31Z,pump,rpm,1,,good',
      '2026-11-23T11:59:00Z,,rpm,1,,good',
      '2026-11-23T11:59:00Z,pump,rpm,,,good',
      '2026-11-23T11:59:00Z,pump,rpm,1e999,,good',
      '2026-11-23T11:59:00Z,pump,rpm,1,,fine',
      '2026-11-23T11:59:00Z,full,rpm,1,,good',
      'now,pump,rpm,1,,good',
      `2026-11-23T11:59:00Z,pump,note,${'x'.repeat(1_025)},,good`,
      '2026-11-23T11:59:00Z,pump,rpm,1',
    ]);
    expect(report).toMatchObject({ state: 'done', reason: null, lines: 14, accepted: 3, rejected: 11 });
    expect(report.faults.map(({ line, reason }) => [line, reason.split(/[: ]/)[0]])).toEqual([
      ...[
        [4, 'time'],
        [6, 'time'],
        [7, 'time'],
        [8, 'device'],
        [9, 'value'],
        [10, 'value'],
      ],
      ...[
        [11, 'quality'],
        [12, 'limit-devices'],
        [13, 'time'],
        [14, 'value'],
        [15, 'has'],
      ],
    ]);
    expect(report.faults[0]?.text).toBe('2026-11-23T11:59:00,pump,rpm,900,,good');
    expect(report.faults[9]?.text).toHaveLength(200);
    expect((await exportOf('pump/rpm')).split('\n').slice(1, -1)).toEqual([
      '2026-11-23T11:59:00.000Z,pump,rpm,900.5,1/min,good',
      '2026-11-23T11:59:01.000250Z,pump,rpm,901,1/min,clock-ahead',
    ]);
    expect(await state()).toEqual(report);
  });

  it('names the first hundred faults and counts all', async () => {
    const report = await importOf(Array.from({ length: 250 }, () => 'x,a,b,1,,'));
    expect(report).toMatchObject({ accepted: 0, rejected: 250, lines: 250 });
    expect(report.faults.map(({ line }) => line)).toEqual(
      Array.from({ length: 100 }, (_, place) => place + 2),
    );
  });

  it('finds the columns by their names', async () => {
    const answer = await post('\uFEFFvalue,Metric,device,time\r\n21,t,a,2026-11-23T11:59:00Z\r\n');
    expect(answer.json<ImportReport>()).toMatchObject({ accepted: 1, rejected: 0 });
    expect(await exportOf('a/t')).toBe(`${CSV_HEADER}\n2026-11-23T11:59:00.000Z,a,t,21,,good\n`);
  });

  it.each([
    ['', 'the file is empty'],
    ['2026-11-23T11:59:00Z,pump,rpm,900,,good\n', 'there is no column'],
    ['time,device,metric,value,colour\n', 'there is no column colour'],
    ['time,device,value\n', 'the column metric is missing'],
    ['time,device,metric,value,value\n', 'a column is there twice'],
    ['time;device;metric;value\n', 'there is no column time;device'],
    ['"time\n', 'the first line cannot be read'],
  ])('refuses a file that begins with %j', async (text, message) => {
    const answer = await post(text);
    expect([answer.statusCode, answer.json<ErrorBody>().error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
    expect(await state()).toMatchObject({ state: 'failed', accepted: 0, endedAt: NOW });
  });

  it('stops at what is not UTF-8, and keeps what came before', async () => {
    const good = `${CSV_HEADER}\n${'2026-11-23T11:59:00Z,a,t,21,°C,good\n'.repeat(5_000)}`;
    const answer = await post(
      Buffer.concat([Buffer.from(good), Buffer.from('2026,a,t,21,\xb0C,good\n', 'latin1')]),
    );
    expect(answer.statusCode).toBe(400);
    expect(answer.json<ErrorBody>().error.message).toMatch(/not UTF-8/);
  });

  it.each([
    [{ 'content-type': 'application/json' }, 415],
    [{ 'content-type': 'text/csv', 'content-encoding': 'gzip' }, 415],
    [{ 'content-type': 'text/csv; charset=latin1' }, 415],
    [{ 'content-type': 'text/plain' }, 415],
  ])('refuses a body of %j with %i', async (headers, status) => {
    expect((await post('{}', headers as Record<string, string>)).statusCode).toBe(status);
  });

  it('takes CSV on no other route, and has no JSON to take', async () => {
    const headers = { 'content-type': 'text/csv' };
    const answer = await app.inject({ method: 'POST', url: '/api/backup', headers, body: 'a,b' });
    expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([415, 'unsupported-type']);
  });

  it('says how far it is, takes one file at a time, and keeps what was taken when it is cut off', async () => {
    const sent = upload();
    sent.write(`${CSV_HEADER}\n${'2026-11-23T11:59:00Z,a,t,21,,good\n'.repeat(5_001)}`);
    await until('rows', async () => ((await state())?.accepted ?? 0) === 5_000 || undefined);
    expect(await state()).toMatchObject({ state: 'running', totalBytes: null, endedAt: null, lines: 5_001 });
    const second = await post(`${CSV_HEADER}\n`);
    expect([second.statusCode, second.json<ErrorBody>().error.code]).toEqual([409, 'conflict']);
    sent.destroy();
    await until('its end', async () => (await state())?.state === 'failed' || undefined);
    const reason = 'the upload was cut off; 5000 readings before it were taken';
    expect(await state()).toMatchObject({ accepted: 5_000, reason, endedAt: NOW });
    expect((await importOf([])).state).toBe('done');
  });

  it('reads no further than the store takes', async () => {
    const gate = Promise.withResolvers<undefined>();
    world.gate = gate.promise;
    const sent = upload();
    const block = '2026-11-23T11:59:00Z,a,t,21,,good\n'.repeat(2_000);
    sent.write(`${CSV_HEADER}\n`);
    while (sent.write(block) || sent.writableLength < 20_000_000) continue;
    const read = await settledBytes();
    expect(read).toBeLessThan(5_000_000);
    gate.resolve(undefined);
    sent.end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    expect((await state())?.accepted).toBe(world.imported);
    expect(world.imported).toBeGreaterThan(500_000);
  });

  it('says why when history is paused', async () => {
    world.paused = new ApiError('unavailable', 'history is paused: the disk is full');
    const answer = await post(`${CSV_HEADER}\n2026-11-23T11:59:00Z,a,t,21,,good\n`);
    expect([answer.statusCode, answer.json<ErrorBody>().error.code]).toEqual([503, 'unavailable']);
    expect(await state()).toMatchObject({ state: 'failed', reason: 'history is paused: the disk is full' });
  });
});

async function settledBytes(): Promise<number> {
  let last = -1;
  for (let same = 0; same < 20; same++) {
    const bytes = (await state())?.bytes ?? 0;
    if (bytes !== last) same = 0;
    last = bytes;
  }
  return last;
}

describe('an export that is imported elsewhere', () => {
  const text = fc.string({
    unit: fc.constantFrom('=', "'", '"', ',', '\n', '\r', ' ', '1', 'é', 'x', '\t'),
    maxLength: 6,
  });
  const value: fc.Arbitrary<Value[]> = fc.oneof(
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(fc.boolean()),
    fc.array(text),
  );
  const name = text.filter((one) => /^[^\t\r\n]+$/.test(one) && one !== '*');
  const series = fc.record({
    device: name,
    metric: name,
    unit: fc.option(name),
    values: value,
    step: fc.constantFrom(1, 0.001),
  });

  it('is the same readings', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(series, { selector: ({ device, metric }) => `${device}/${metric}`, maxLength: 4 }),
        async (all) => {
          const here = new HistoryWorld();
          const there = new HistoryWorld();
          await Promise.all([here.store.open(), there.store.open()]);
          for (const { device, metric, unit, values, step } of all) {
            const kind =
              typeof values[0] === 'string' ? 'text' : typeof values[0] === 'boolean' ? 'boolean' : 'number';
            const n = here.series(device, metric, kind, { unit });
            await here.append(
              n,
              values.map((one, place): Sample => [T + place * step, one, place % 3]),
            );
          }
          await using pair = await startPair(here, there);
          const file = await exportOf('*/*', pair.from);
          const taken = await pair.to.inject({
            method: 'POST',
            url: '/api/history/import',
            headers: { 'content-type': 'text/csv' },
            body: file,
          });
          expect(taken.json<ImportReport>()).toMatchObject({ state: 'done', rejected: 0 });
          expect(await exportOf('*/*', pair.to)).toBe(file);
        },
      ),
      { numRuns: 40 },
    );
  });
});

async function startPair(here: HistoryWorld, there: HistoryWorld) {
  const [from, to] = await Promise.all([
    startHistoryApp(here, '/nowhere'),
    startHistoryApp(there, '/nowhere'),
  ]);
  const close = async () => {
    await Promise.all([from.close(), to.close()]);
  };
  return { from, to, [Symbol.asyncDispose]: close };
}
