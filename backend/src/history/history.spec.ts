import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import {
  historySchema,
  statisticsSchema,
  totalsSchema,
  type ErrorBody,
  type History,
  type HistorySeries,
  type Statistics,
  type Totals,
} from '@sensorium/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HistoryWorld, NOW, startHistoryApp, type Sample } from '../../test/history-app.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let app: NestFastifyApplication;
let world: HistoryWorld;

beforeAll(async () => {
  world = new HistoryWorld();
  app = await startHistoryApp(world, '/nowhere');
});
afterAll(() => app.close());
beforeEach(() => world.store.open());

async function get(path: string, query: Record<string, string | string[]>) {
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  return app.inject({ url: `/api/${path}?${new URLSearchParams(parameters).toString()}` });
}

async function history(query: Record<string, string | string[]>): Promise<History> {
  const answer = await get('history', query);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    200,
    'application/json; charset=utf-8',
  ]);
  return historySchema.strict().parse(answer.json());
}

async function seriesOf(query: Record<string, string | string[]>): Promise<HistorySeries> {
  const [first] = (await history(query)).series;
  if (!first) throw new Error('the answer has no series');
  return first;
}

async function errorOf(path: string, query: Record<string, string | string[]>): Promise<[number, string]> {
  const answer = await get(path, query);
  return [answer.statusCode, answer.json<ErrorBody>().error.code];
}

/** Samples each `step` ms up to the present, the value counting up. */
function ramp(count: number, step: number): Sample[] {
  return Array.from({ length: count }, (_, place) => [NOW - (count - 1 - place) * step, place]);
}

describe('GET /api/history', () => {
  it('has all samples of the range while they fit, with the nearest outside', async () => {
    const n = world.series('pump', 'rpm', 'number', { unit: '1/min' });
    await world.append(n, [...ramp(10, MINUTE), [NOW - 5 * MINUTE + 0.125, 4.5]]);
    const from = new Date(NOW - 6 * MINUTE).toISOString();
    expect(await history({ series: 'pump/rpm', from, to: String(NOW - 4 * MINUTE) })).toEqual({
      time: NOW,
      series: [
        {
          ...{ device: 'pump', uid: 'u-pump', metric: 'rpm', unit: '1/min', kind: 'number' },
          ...{ from: NOW - 6 * MINUTE, to: NOW - 4 * MINUTE, stored: 4, returned: 4, gaps: [] },
          ...{ before: { t: NOW - 7 * MINUTE, v: 2 }, after: { t: NOW - 3 * MINUTE, v: 6 } },
          t: [NOW - 6 * MINUTE, NOW - 5 * MINUTE, NOW - 5 * MINUTE + 0.125, NOW - 4 * MINUTE],
          v: [3, 4, 4.5, 5],
        },
      ],
    });
  });

  it('draws what does not fit, and gives every sample when asked', async () => {
    const n = world.series('many', 'x', 'number');
    await world.append(n, ramp(1_000, 1_000));
    const drawn = await seriesOf({ series: 'many/x', width: '20' });
    expect(drawn.stored).toBe(1_000);
    expect(drawn.returned).toBe(drawn.t.length);
    expect(drawn.returned).toBeLessThanOrEqual(80);
    const raw = await seriesOf({ series: 'many/x', width: '20', raw: 'true' });
    expect(raw.returned).toBe(1_000);
    expect(raw.v).toEqual(Array.from({ length: 1_000 }, (_, place) => place));
  });

  it('shows booleans as true and false, texts as texts, and a point where both ends are the same', async () => {
    const valve = world.series('tank', 'open', 'boolean');
    const mode = world.series('tank', 'mode', 'text');
    await world.append(valve, [
      [NOW - 3_000, false],
      [NOW - 2_000, true],
      [NOW - 1_000, true],
    ]);
    await world.append(mode, [
      [NOW - 2_000, 'fill'],
      [NOW - 1_000, '=drain'],
    ]);
    const { series } = await history({ series: ['tank/open', 'tank/mode'] });
    expect(series.map(({ v }) => v)).toEqual([
      [false, true, true],
      ['fill', '=drain'],
    ]);
    const at = String(NOW - 2_000);
    const point = await seriesOf({ series: 'tank/open', from: at, to: at });
    expect(point).toMatchObject({ t: [NOW - 2_000], v: [true], gaps: [] });
    expect(point).toMatchObject({ before: { t: NOW - 3_000, v: false }, after: { t: NOW - 1_000, v: true } });
  });

  it('finds gaps by the interval of the series, and none where it has no interval', async () => {
    const n = world.series('slow', 'x', 'number');
    await world.append(n, [
      [NOW - 30 * MINUTE, 1],
      [NOW - 10 * MINUTE, 2],
      [NOW - 6 * MINUTE, 3],
      [NOW, 4],
    ]);
    const before = await seriesOf({ series: 'slow/x', from: 'now-30m' });
    expect(before.gaps).toEqual([]);
    world.setInterval('slow', 'x', MINUTE);
    const after = await seriesOf({ series: 'slow/x', from: 'now-30m' });
    expect(after.gaps).toEqual([
      [NOW - 30 * MINUTE, NOW - 10 * MINUTE],
      [NOW - 6 * MINUTE, NOW],
    ]);
    world.setInterval('slow', 'x', 100);
    expect((await seriesOf({ series: 'slow/x', from: 'now-20s' })).gaps).toEqual([[NOW - 20_000, NOW]]);
  });

  it('finds series by id, uid and alias, and by * once each', async () => {
    world.series('Living room/lamp', 'power', 'number');
    world.series('b', 'power', 'number');
    world.series('b', 'other', 'number');
    const names = async (...series: string[]) =>
      (await history({ series })).series.map(({ uid, device, metric }) => [uid, device, metric].join('|'));
    const lamp = 'u-Living room/lamp|Living room/lamp|power';
    expect(await names('Living%20room%2Flamp/power')).toEqual([lamp]);
    expect(await names('u-Living%20room%2Flamp/power', 'alias-Living%20room%2Flamp/power')).toEqual([lamp]);
    expect(await names('*/power', 'b/power')).toEqual([lamp, 'u-b|b|power']);
    expect(await names('b/*')).toEqual(['u-b|b|power', 'u-b|b|other']);
    expect(await names('nobody/*')).toEqual([]);
    expect(await names('nobody/x', 'b/none', 'nobody/x')).toEqual(['|nobody|x', '|b|none']);
  });

  it('says of a series that is not known that nothing is stored', async () => {
    expect(await seriesOf({ series: 'nobody/x', from: 'now-1m' })).toEqual({
      ...{
        device: 'nobody',
        uid: null,
        metric: 'x',
        unit: null,
        kind: 'number',
        from: NOW - MINUTE,
        to: NOW,
      },
      ...{ stored: 0, returned: 0, before: null, after: null, gaps: [[NOW - MINUTE, NOW]], t: [], v: [] },
    });
  });

  it.each([
    [{ series: '' }, 400, 'bad-series'],
    [{ series: 'a' }, 400, 'bad-series'],
    [{ series: 'abc' }, 400, 'bad-series'],
    [{ series: 'a/b/c' }, 400, 'bad-series'],
    [{ series: 'a/%E0%A4%A' }, 400, 'bad-series'],
    [{}, 400, 'bad-request'],
    [{ series: 'a/b', from: 'yesterday' }, 400, 'bad-request'],
    [{ series: 'a/b', from: '2026-11-23T12:00:00' }, 400, 'bad-request'],
    [{ series: 'a/b', from: 'now', to: 'now-1h' }, 400, 'bad-request'],
    [{ series: 'a/b', width: '0' }, 400, 'bad-request'],
    [{ series: 'a/b', raw: 'yes' }, 400, 'bad-request'],
    [{ series: Array.from({ length: 101 }, (_, place) => `a/${place}`) }, 400, 'bad-request'],
  ])('refuses %j with %i %s', async (query, status, code) => {
    const known = Object.fromEntries(Object.entries(query)) as Record<string, string | string[]>;
    expect(await errorOf('history', known)).toEqual([status, code]);
  });

  it('refuses what * makes more than 100 series', async () => {
    for (let place = 0; place <= 100; place++) world.series('wide', `m${place}`, 'number');
    expect(await errorOf('history', { series: 'wide/*' })).toEqual([413, 'too-large']);
    expect(await errorOf('history/statistics', { series: 'wide/*' })).toEqual([413, 'too-large']);
  });
});

describe('a large answer', () => {
  const SAMPLES = 250_000;

  it('is whole, and leaves everything else its turns', async () => {
    const big = Array.from({ length: 4 }, (_, place) => world.series('big', `x${place}`, 'number'));
    for (const n of big) await world.append(n, ramp(SAMPLES, 10));
    let turns = 0;
    const count = setInterval(() => (turns += 1), 1);
    const { series } = await history({ series: 'big/*', raw: 'true' });
    clearInterval(count);
    expect(series.map(({ returned }) => returned)).toEqual(Array(4).fill(SAMPLES));
    expect(series[3]?.v[SAMPLES - 1]).toBe(SAMPLES - 1);
    expect(turns).toBeGreaterThan(20);
  });

  it('is refused above 1,000,000 samples, the states that change too', async () => {
    await world.append(world.series('big', 'x4', 'number'), [[NOW, 1]]);
    expect(await errorOf('history', { series: 'big/*', raw: 'true' })).toEqual([413, 'too-large']);
    expect((await history({ series: 'big/*' })).series).toHaveLength(5);
    const flips = Array.from({ length: 5 }, (_, place) => world.series('flip', `s${place}`, 'boolean'));
    const samples = ramp(SAMPLES, 10).map(([t], place): Sample => [t, place % 2 === 0]);
    for (const n of flips) await world.append(n, samples);
    expect(await errorOf('history', { series: 'flip/*' })).toEqual([413, 'too-large']);
  });
});

describe('GET /api/history/statistics', () => {
  it('counts numbers and booleans, not texts and what is not there', async () => {
    await world.append(world.series('stat', 'x', 'number'), [
      [NOW - 3, 1],
      [NOW - 2, 2],
      [NOW - 1, 6],
    ]);
    await world.append(world.series('stat', 'on', 'boolean'), [
      [NOW - 3, true],
      [NOW - 2, false],
    ]);
    await world.append(world.series('stat', 'mode', 'text'), [[NOW - 3, 'a']]);
    const answer = await get('history/statistics', { series: ['stat/*', 'stat/none'], from: 'now-1m' });
    const { time, series } = statisticsSchema.strict().parse(answer.json<Statistics>());
    const none = { count: 0, min: null, mean: null, max: null, last: null, p95: null, p95Exact: true };
    expect(time).toBe(NOW);
    const named = { device: 'stat', unit: null, from: NOW - MINUTE, to: NOW };
    expect(series).toEqual([
      {
        ...named,
        metric: 'x',
        uid: 'u-stat',
        count: 3,
        min: 1,
        mean: 3,
        max: 6,
        last: 6,
        p95: 6,
        p95Exact: true,
      },
      {
        ...named,
        metric: 'on',
        uid: 'u-stat',
        count: 2,
        min: 0,
        mean: 0.5,
        max: 1,
        last: 0,
        p95: 1,
        p95Exact: true,
      },
      { ...named, metric: 'mode', uid: 'u-stat', ...none },
      { ...named, metric: 'none', uid: null, ...none },
    ]);
  });
});

describe('GET /api/history/totals', () => {
  const totals = async (query: Record<string, string | string[]>): Promise<Totals> =>
    totalsSchema.strict().parse((await get('history/totals', query)).json());

  it('cuts days in the zone of the site, with resets counted from 0', async () => {
    world.setSites([{ id: 's', name: 'Seoul', zone: 'Asia/Seoul', location: null }]);
    const n = world.series('meter', 'energy', 'number', { unit: 'kWh', site: 'Seoul' });
    const midnight = Date.UTC(2026, 10, 22, 15);
    await world.append(n, [
      ...([
        [midnight - 2 * HOUR, 100],
        [midnight - HOUR, 110],
      ] as const),
      ...([
        [midnight + HOUR, 125],
        [midnight + 2 * HOUR, 5],
        [NOW, 7],
      ] as const),
    ]);
    const { per, series } = await totals({ series: 'meter/energy', from: 'now-2d' });
    expect(per).toBe('day');
    expect(series).toEqual([
      {
        ...{ device: 'meter', uid: 'u-meter', metric: 'energy', unit: 'kWh', zone: 'Asia/Seoul' },
        ...{ from: NOW - 48 * HOUR, to: NOW, total: 32, resets: 1, rollovers: 0 },
        t: [NOW - 48 * HOUR, midnight - 24 * HOUR, midnight],
        v: [null, 10, 22],
      },
    ]);
  });

  it('counts a sample at the very end of the range, and knows the highest value', async () => {
    const n = world.series('wheel', 'pulses', 'number', { max: 1_000 });
    await world.append(n, [
      [NOW - 2 * HOUR, 990],
      [NOW - HOUR, 10],
      [NOW, 15],
    ]);
    const asked = { series: 'wheel/pulses', from: String(NOW - 2 * HOUR), per: 'hour', zone: 'UTC' };
    const [one] = (await totals(asked)).series;
    expect(one).toMatchObject({ rollovers: 1, resets: 0, t: [NOW - 2 * HOUR, NOW - HOUR] });
    expect(one?.v.reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(one?.total);
    expect(one?.total).toBe(25);
  });

  it('has no buckets of what is no counter', async () => {
    world.series('meter', 'state', 'text');
    const { series } = await totals({ series: ['meter/state', 'nobody/x'], zone: 'Europe/Berlin' });
    expect(series.map(({ uid, zone, total, t, v }) => [uid, zone, total, t, v])).toEqual([
      ['u-meter', 'Europe/Berlin', 0, [], []],
      [null, 'Europe/Berlin', 0, [], []],
    ]);
  });

  it('refuses too many buckets and zones that are not there', async () => {
    const years = { series: 'wheel/pulses', from: '2020-01-01T00:00Z', per: 'hour' };
    expect(await errorOf('history/totals', years)).toEqual([413, 'too-large']);
    expect(await errorOf('history/totals', { series: 'wheel/pulses', zone: 'Moon/Base' })).toEqual([
      400,
      'bad-request',
    ]);
  });
});

it('all routes are described for OpenAPI', () => {
  const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(routes.sort()).toEqual([
    ...['get /api/backups', 'get /api/history', 'get /api/history/export.csv', 'get /api/history/import'],
    ...['get /api/history/retention', 'get /api/history/statistics', 'get /api/history/totals'],
    ...['post /api/backup', 'post /api/history/import', 'put /api/history/retention'],
  ]);
});
