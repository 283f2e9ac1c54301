import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { alertListSchema, alertRuleSchema, type Alert } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAlertsApp } from '../../test/alerts-app.js';
import { HistoryWorld } from '../../test/history-app.js';
import { MemoryAlerts, testAlert } from '../../test/memory-alerts.js';
import { ApiError } from '../ports/api-error.js';

const ABOVE = { name: 'Too warm', metric: 't', condition: { type: 'above', value: 30, clear: 28 } };

let calls: MemoryAlerts;
let app: NestFastifyApplication;

beforeEach(async () => {
  calls = new MemoryAlerts();
  app = await startAlertsApp(new HistoryWorld(), calls);
});

afterEach(() => app.close());

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
): Promise<Answered> {
  const answer = await app.inject({ method, url: `/api/${url}`, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json<unknown>() };
}

interface Answered {
  status: number;
  body: unknown;
}

async function alertsOf(url: string): Promise<Alert[]> {
  return alertListSchema.parse((await call('GET', url)).body).alerts;
}

describe('rules', () => {
  it('are made, read, replaced with a version each, and deleted', async () => {
    const made = await call('POST', 'alert-rules', { ...ABOVE, by: 'Ada' });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Too warm', severity: 'warning', enabled: true, devices: ['**'], forMs: 0, version: 1 },
    });
    const url = `alert-rules/${alertRuleSchema.parse(made.body).id}`;
    const replaced = await call('PUT', url, { ...ABOVE, severity: 'critical', by: 'Bea' });
    expect(replaced).toMatchObject({ status: 200, body: { severity: 'critical', version: 2, by: 'Bea' } });
    expect((await call('GET', url)).body).toEqual(replaced.body);
    expect((await call('GET', 'alert-rules')).body).toEqual({ rules: [replaced.body], next: null });
    expect((await call('GET', `${url}/versions`)).body).toMatchObject({
      versions: [
        { version: 2, by: 'Bea', body: { severity: 'critical' } },
        { version: 1, by: 'Ada', body: { severity: 'warning' } },
      ],
    });
    expect(await call('DELETE', `${url}?by=Ada`)).toEqual({ status: 204, body: null });
    for (const method of ['GET', 'DELETE'] as const) expect((await call(method, url)).status).toBe(404);
    expect((await call('PUT', url, ABOVE)).status).toBe(404);
    expect((await call('GET', `${url}/versions`)).status).toBe(404);
  });

  it('are listed page by page', async () => {
    for (const name of ['A', 'B', 'C']) await call('POST', 'alert-rules', { ...ABOVE, name });
    const first = (await call('GET', 'alert-rules?limit=2')).body;
    expect(first).toMatchObject({ rules: [{ name: 'A' }, { name: 'B' }], next: '2' });
    const second = (await call('GET', 'alert-rules?limit=2&cursor=2')).body;
    expect(second).toMatchObject({ rules: [{ name: 'C' }], next: null });
    for (const query of ['limit=0', 'limit=1001', 'limit=abc', 'cursor=abc'])
      expect((await call('GET', `alert-rules?${query}`)).status).toBe(400);
  });

  it.each([
    ['no name', { ...ABOVE, name: ' ' }],
    ['no condition', { name: 'x', metric: 't' }],
    ['an unknown condition', { ...ABOVE, condition: { type: 'near', value: 1 } }],
    ['an unknown severity', { ...ABOVE, severity: 'bad' }],
    ['no metric', { ...ABOVE, metric: null }],
    ['a limit that is no number', { ...ABOVE, condition: { type: 'above', value: 'hot' } }],
    ['an unknown limit of the device', { ...ABOVE, condition: { type: 'above', value: 'meta.warning' } }],
    ['a clear beyond the limit', { ...ABOVE, condition: { type: 'above', value: 30, clear: 31 } }],
    ['a clear below what is too low', { ...ABOVE, condition: { type: 'below', value: 5, clear: 4 } }],
    ['a range without low', { ...ABOVE, condition: { type: 'outside', high: 1 } }],
    ['a range that ends before it begins', { ...ABOVE, condition: { type: 'outside', low: 2, high: 1 } }],
    ['a negative deadband', { ...ABOVE, condition: { type: 'inside', low: 1, high: 2, deadband: -1 } }],
    ['a rate of nothing', { ...ABOVE, condition: { type: 'rate', perMs: 60_000 } }],
    ['a rate both ways', { ...ABOVE, condition: { type: 'rate', perMs: 60_000, above: 1, below: 0 } }],
    ['a rate over no time', { ...ABOVE, condition: { type: 'rate', perMs: 0, above: 1 } }],
    ['a silence of no length', { ...ABOVE, condition: { type: 'silent', afterMs: 0 } }],
    ['a flatline without a length', { ...ABOVE, condition: { type: 'flatline' } }],
    ['all of nothing', { name: 'x', condition: { type: 'all', of: [] } }],
    [
      'all with a metric beside',
      { ...ABOVE, condition: { type: 'all', of: [{ ...ABOVE.condition, metric: 't' }] } },
    ],
    ['a part without a metric', { name: 'x', condition: { type: 'any', of: [ABOVE.condition] } }],
    ['a negative forMs', { ...ABOVE, forMs: -1 }],
    ['a forMs that is no number', { ...ABOVE, forMs: '5m' }],
    ['too many channels', { ...ABOVE, channels: Array.from({ length: 17 }, (_, n) => `c${n}`) }],
    ['a channel that is no id', { ...ABOVE, channels: ['a b'] }],
    ['a channel that does not exist', { ...ABOVE, channels: ['gone'] }],
    [
      'an escalation to a channel that does not exist',
      { ...ABOVE, escalation: [{ afterMs: 60_000, channels: ['gone'] }] },
    ],
    ['an escalation to nobody', { ...ABOVE, escalation: [{ afterMs: 60_000, channels: [] }] }],
  ])('with %s are refused', async (_what, body) => {
    const made = await call('POST', 'alert-rules', body);
    expect(made).toMatchObject({ status: 400, body: { error: { code: 'bad-request' } } });
    expect((await call('GET', 'alert-rules')).body).toEqual({ rules: [], next: null });
  });

  it('say so while they cannot be reached', async () => {
    calls.fault = new ApiError('unavailable', 'not now');
    expect(await call('GET', 'alert-rules')).toMatchObject({ status: 503 });
  });
});

describe('alerts', () => {
  it('are listed by the filters, and read one by one', async () => {
    calls.kept.push(testAlert(), testAlert({ id: 'a2', state: 'resolved' }));
    expect(await alertsOf('alerts?state=firing&state=pending')).toEqual([testAlert()]);
    expect((await call('GET', 'alerts?limit=1')).body).toEqual({ alerts: [testAlert()], next: '1' });
    expect((await call('GET', 'alerts/a1')).body).toEqual(testAlert());
    expect((await call('GET', 'alerts/none')).status).toBe(404);
  });

  it.each(['state=lost', 'severity=bad', 'limit=0', 'limit=1001', 'from=yesterday'])(
    'refuse %s',
    async (query) => {
      expect((await call('GET', `alerts?${query}`)).status).toBe(400);
    },
  );

  it('are acted on one by one, and answer as they are then', async () => {
    calls.kept.push(testAlert(), testAlert({ id: 'a2', state: 'resolved' }));
    expect(await call('POST', 'alerts/a1/acknowledge', { by: 'Ada' })).toMatchObject({
      status: 200,
      body: { id: 'a1', acknowledged: { by: 'Ada' } },
    });
    expect(await call('POST', 'alerts/a1/unacknowledge')).toMatchObject({ body: { acknowledged: null } });
    expect((await call('POST', 'alerts/a1/snooze', { forMs: 60_000 })).status).toBe(200);
    expect((await call('POST', 'alerts/a1/comments', { text: 'on my way' })).status).toBe(201);
    expect((await call('POST', 'alerts/a1/resolve', {})).status).toBe(200);
    expect((await call('POST', 'alerts/none/acknowledge', {})).status).toBe(404);
    expect(await call('POST', 'alerts/a2/acknowledge', {})).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: 'it is resolved' } },
    });
  });

  it.each([
    ['snooze', {}],
    ['snooze', { forMs: -1 }],
    ['comments', { text: ' ' }],
    ['acknowledge', { by: '' }],
  ])('refuse to %s by %j', async (action, body) => {
    calls.kept.push(testAlert());
    expect((await call('POST', `alerts/a1/${action}`, body)).status).toBe(400);
  });

  it('are acted on together, and each says what became of it', async () => {
    calls.kept.push(testAlert());
    const done = await call('POST', 'alerts/actions', {
      action: 'acknowledge',
      ids: ['a1', 'none'],
      by: 'Ada',
    });
    expect(done).toEqual({
      status: 200,
      body: { results: [{ id: 'a1' }, { id: 'none', error: 'not-found: there is no such alert' }] },
    });
    expect((await call('POST', 'alerts/actions', { action: 'delete', ids: ['a1'] })).status).toBe(400);
    expect((await call('POST', 'alerts/actions', { action: 'resolve', ids: [] })).status).toBe(400);
  });

  it('give their log page by page', async () => {
    calls.kept.push(testAlert());
    const event = { type: 'commented', by: 'Ada', text: 'x' } as const;
    calls.entries.push(...[1, 2, 3].map((id) => ({ id, alert: 'a1', at: id, event })));
    const first = await call('GET', 'alerts/a1/log?limit=2');
    expect(first.body).toMatchObject({ entries: [{ id: 1 }, { id: 2 }], next: '2' });
    expect((await call('GET', 'alerts/a1/log?limit=2&cursor=2')).body).toMatchObject({
      entries: [{ id: 3 }],
      next: null,
    });
    expect((await call('GET', 'alerts/a1/log?cursor=x')).status).toBe(400);
    expect((await call('GET', 'alerts/none/log')).status).toBe(404);
  });

  it('show past ones of the same rule and device, without those that never fired', async () => {
    const past = { state: 'resolved' as const, resolvedAt: 2_000 };
    calls.kept.push(
      testAlert(),
      testAlert({ id: 'before', ...past }),
      testAlert({ id: 'came-back', firedAt: null, ...past }),
      testAlert({ id: 'elsewhere', uid: 'u-e', device: 'e', ...past }),
      testAlert({ id: 'other-rule', rule: { id: 'r2', name: 'x', version: 1 }, ...past }),
    );
    expect((await alertsOf('alerts/a1/similar')).map(({ id }) => id)).toEqual(['before']);
  });
});
