import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  deadbandOfferSchema,
  previewAnswerSchema,
  rulePreviewSchema,
  type PreviewAnswer,
  type RulePreview,
} from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAlertsApp } from '../../test/alerts-app.js';
import { HistoryWorld, NOW, type Sample } from '../../test/history-app.js';
import { MemoryAlerts } from '../../test/memory-alerts.js';
import { PreviewService } from './preview.service.js';

const MINUTE = 60_000;
const FROM = NOW - 60 * MINUTE;
const ABOVE = { metric: 't', condition: { type: 'above', value: 30, clear: 28 } } as const;

let world: HistoryWorld;
let app: NestFastifyApplication;

beforeEach(async () => {
  world = new HistoryWorld();
  await world.store.open();
  app = await startAlertsApp(world, new MemoryAlerts());
});

afterEach(() => app.close());

/** One value a minute from `FROM` on. */
function minutes(...values: Sample[1][]): Sample[] {
  return values.map((value, n): Sample => [FROM + n * MINUTE, value]);
}

async function preview(body: Partial<RulePreview> & Pick<RulePreview, 'condition'>): Promise<PreviewAnswer> {
  const payload = { from: 'now-1h', to: 'now', ...body };
  const answer = await app.inject({ method: 'POST', url: '/api/alert-rules/preview', payload });
  expect(answer.statusCode).toBe(200);
  return previewAnswerSchema.parse(answer.json());
}

/** Device, and the minutes at which each incident fired and was resolved. */
function found({ incidents }: PreviewAnswer): (string | number | null)[][] {
  const minuteOf = (time: number) => (time - FROM) / MINUTE;
  return incidents.map(({ device, firedAt, resolvedAt }) => [
    device,
    minuteOf(firedAt),
    resolvedAt === null ? null : minuteOf(resolvedAt),
  ]);
}

describe('a preview', () => {
  it('gives the incidents that there would have been, with their peaks', async () => {
    await world.append(world.series('d', 't', 'number'), minutes(20, 31, 33, 29, 30, 28, 30, 31, 20, 40));
    const answer = await preview(ABOVE);
    expect(found(answer)).toEqual([
      ['d', 1, 5],
      ['d', 7, 8],
      ['d', 9, null],
    ]);
    expect(answer.incidents.map(({ peak, reason, metric }) => [peak, reason, metric])).toEqual([
      [33, 'beyond', 't'],
      [31, 'beyond', 't'],
      [40, 'beyond', 't'],
    ]);
    expect(answer).toMatchObject({ from: FROM, to: NOW, matched: 1, looked: 1, truncated: false });
    expect(answer.devices).toEqual([{ id: 'd', uid: 'u-d', name: 'd', limit: 30 }]);
  });

  it('waits as long as the rule says, and clears as late', async () => {
    await world.append(world.series('d', 't', 'number'), minutes(31, 20, 31, 31, 31, 20, 31, 20, 20, 20));
    const answer = await preview({ ...ABOVE, forMs: 2 * MINUTE, clearForMs: 2 * MINUTE });
    expect(found(answer)).toEqual([['d', 4, 9]]);
  });

  it('has what came before its range prepare windows and timers', async () => {
    const n = world.series('d', 't', 'number');
    await world.append(n, [
      [FROM - 10 * MINUTE, 10],
      [FROM - MINUTE, 20],
      [FROM + MINUTE, 40],
    ]);
    const condition = { type: 'rate', perMs: 5 * MINUTE, above: 25 } as const;
    expect(found(await preview({ metric: 't', condition }))).toEqual([['d', 1, null]]);
  });

  it('knows booleans, several metrics, and limits that a device states or an override sets', async () => {
    const limits = { warning: { high: 50 } };
    await world.append(world.series('d', 't', 'number', { limits }), minutes(49, 51, 51, 49));
    await world.append(world.series('d', 'open', 'boolean'), minutes(false, false, true, true));
    await world.append(world.series('e', 't', 'number'), minutes(49, 51, 51, 49));
    const stated = await preview({ metric: 't', condition: { type: 'above', value: 'meta.warning.high' } });
    expect(found(stated)).toEqual([['d', 1, 3]]);
    expect(stated.devices.map(({ id, limit }) => [id, limit])).toEqual([
      ['d', 50],
      ['e', null],
    ]);
    const set = await preview({ ...ABOVE, overrides: [{ devices: ['d'], value: 60 }] });
    expect(found(set)).toEqual([['e', 0, null]]);
    const open = await preview({ metric: 'open', condition: { type: 'equals', value: true } });
    expect(open.incidents).toMatchObject([{ device: 'd', peak: true, resolvedAt: null }]);
    const both = await preview({
      condition: {
        type: 'all',
        of: [
          { metric: 't', type: 'above', value: 50 },
          { metric: 'open', type: 'equals', value: true },
        ],
      },
    });
    expect(found(both)).toEqual([['d', 2, 3]]);
    expect(both.incidents[0]?.metric).toBeNull();
  });

  it('looks at no more devices than asked, and says how many there are', async () => {
    for (let n = 0; n < 5; n++) await world.append(world.series(`d${n}`, 't', 'number'), minutes(31));
    world.series('other', 't', 'number');
    const answer = await preview({ ...ABOVE, devices: ['d*'], limit: 2 });
    expect(answer).toMatchObject({ matched: 5, looked: 2 });
    expect(found(answer).map(([device]) => device)).toEqual(['d0', 'd1']);
    expect(answer.devices).toHaveLength(5);
  });

  it('counts only devices that have a metric of the rule; a silence of the whole device counts all', async () => {
    await world.append(world.series('door', 'open', 'boolean'), minutes(true));
    await world.append(world.series('d', 't', 'number'), minutes(20));
    expect(await preview({ ...ABOVE, limit: 1 })).toMatchObject({
      matched: 1,
      looked: 1,
      devices: [{ id: 'd' }],
    });
    const of = [
      { metric: 't', type: 'above', value: 30 },
      { metric: 'open', type: 'equals', value: true },
    ] as const;
    expect((await preview({ condition: { type: 'any', of: [...of] } })).matched).toBe(2);
    expect((await preview({ condition: { type: 'silent', afterMs: MINUTE } })).matched).toBe(2);
  });

  it('gives everything else its turns', async () => {
    const n = world.series('d', 't', 'number');
    const many = Array.from({ length: 300_000 }, (_, at): Sample => [FROM + at * 10, 20 + (at % 2) * 20]);
    await world.append(n, many);
    const request = rulePreviewSchema.parse({ ...ABOVE, from: FROM, to: NOW });
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const answer = await app.get(PreviewService).preview(request, new AbortController().signal);
    isOver = true;
    expect(answer.incidents.length).toBeGreaterThan(3);
    expect(turns).toBeGreaterThan(4);
  });

  it('ends when nobody waits for it', async () => {
    for (let n = 0; n < 3; n++) await world.append(world.series(`d${n}`, 't', 'number'), minutes(31));
    const gone = new AbortController();
    const service = app.get(PreviewService);
    const answer = service.preview(rulePreviewSchema.parse({ ...ABOVE, from: FROM, to: NOW }), gone.signal);
    gone.abort();
    expect((await answer).looked).toBeLessThan(3);
  });

  it('runs a few times at once and no more', async () => {
    await world.append(world.series('d', 't', 'number'), minutes(31));
    const service = app.get(PreviewService);
    const request = rulePreviewSchema.parse({ ...ABOVE, from: FROM, to: NOW });
    const { signal } = new AbortController();
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => service.preview(request, signal)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect((await service.preview(request, signal)).looked).toBe(1);
  });

  it.each([
    ['a range that ends before it begins', { from: 'now', to: 'now-1h' }],
    ['a time that is none', { from: 'yesterday', to: 'now' }],
    ['a range in the future', { from: NOW + 1_000, to: NOW + 2_000 }],
    ['too many devices', { limit: 201 }],
    ['a clear beyond the limit', { condition: { type: 'above', value: 1, clear: 2 } }],
  ])('refuses %s', async (_what, body) => {
    const payload = { ...ABOVE, from: 'now-1h', to: 'now', ...body };
    const answer = await app.inject({ method: 'POST', url: '/api/alert-rules/preview', payload });
    expect(answer.statusCode).toBe(400);
  });
});

it('offers a deadband that leaves far fewer incidents, on the device that has most', async () => {
  const noisy = Array.from({ length: 60 }, (_, n) => 30 + (n % 2 === 0 ? 0.4 : -0.4));
  await world.append(world.series('calm', 't', 'number'), minutes(20, 31, 20));
  await world.append(world.series('noisy', 't', 'number'), minutes(...noisy));
  const payload = { metric: 't', condition: { type: 'above', value: 30 }, from: 'now-1h', to: 'now' };
  const answer = await app.inject({ method: 'POST', url: '/api/alert-rules/preview/deadband', payload });
  const { offer } = deadbandOfferSchema.parse(answer.json());
  expect(offer).toMatchObject({ device: 'noisy' });
  expect(offer?.after).toBeLessThan((offer?.before ?? 0) / 2);
  const condition = { type: 'above', value: 30, clear: 30 - (offer?.deadband ?? 0) } as const;
  expect(found(await preview({ metric: 't', condition, devices: ['noisy'] }))).toHaveLength(
    offer?.after ?? -1,
  );
});
