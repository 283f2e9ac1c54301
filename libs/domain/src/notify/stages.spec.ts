import {
  type Alert,
  type Grouping,
  notificationRouteSchema,
  type NotificationRoute,
} from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import {
  channel,
  dedup,
  group,
  inhibit,
  isSilenceId,
  ownGrouping,
  readySilence,
  retry,
  route,
  silence,
  type Policy,
} from './index.js';

const NOW = Date.UTC(2026, 10, 23, 12);
const GROUPING: Grouping = { waitMs: 30_000, updateMs: 300_000, remindMs: 14_400_000 };
const SILENCE_ID = 'sil_abcdefghijkl';

function alert(more: Partial<Alert> = {}): Alert {
  return {
    id: 'i1',
    rule: { id: 'r1', name: 'Too warm', version: 1 },
    ...{ device: 'oven', uid: 'u1', deviceName: 'Oven', site: 'Halle', labels: { team: 'a' } },
    ...{ metric: 't', unit: '°C', severity: 'critical', state: 'firing' },
    ...{ startedAt: NOW, firedAt: NOW, resolvedAt: null, value: 9, valueAt: NOW, peak: 9, peakAt: NOW },
    ...{ limit: 5, clear: 5, reason: 'held', message: 'above 5', acknowledged: null, snoozedUntil: null },
    ...{ noDataSince: null, suppressedBy: null, flapping: false, firings: 1, runbook: '', updatedAt: NOW },
    ...more,
  };
}

function policy(more: Partial<Policy> = {}): Policy {
  return {
    rule: () => undefined,
    routes: [],
    grouping: GROUPING,
    silences: [],
    zoneOf: () => 'UTC',
    ...more,
  };
}

function someRoute(more: Partial<NotificationRoute>): NotificationRoute {
  return notificationRouteSchema.parse({ id: 'x', name: 'x', match: {}, channels: ['mail'], ...more });
}

describe('route', () => {
  const channelsOf = (p: Policy) => route(alert(), p).map(({ reason, channels }) => [reason, channels]);

  it('takes the own channels of a rule and nothing else', () => {
    const rule = () => ({ channels: ['hook'], escalation: [], grouping: { waitMs: 0 } });
    const [target, ...rest] = route(alert(), policy({ rule, routes: [someRoute({})] }));
    expect(target).toMatchObject({ reason: 'own-channels', channels: ['hook'] });
    expect(target?.grouping).toEqual({ waitMs: 0, updateMs: 0, remindMs: GROUPING.remindMs });
    expect(rest).toEqual([]);
  });

  it('tells the page at once though the others wait', () => {
    const rule = () => ({ channels: ['hook', 'page'], escalation: [] });
    const [hook, page] = route(alert(), policy({ rule }));
    expect([hook?.channels, hook?.grouping.waitMs]).toEqual([['hook'], 30_000]);
    expect([page?.channels, page?.grouping.waitMs]).toEqual([['page'], 0]);
    expect(hook?.key).not.toBe(page?.key);
  });

  it('takes the first route that matches, the next ones while it continues, and always the page', () => {
    const minor = someRoute({ id: 'a', match: { severity: ['info'] }, channels: ['a'] });
    const first = someRoute({ id: 'b', match: { labels: { team: 'a' } }, channels: ['b'], continue: true });
    const second = someRoute({ id: 'c', match: { sites: ['Ha*'] }, channels: ['c'] });
    const third = someRoute({ id: 'd', channels: ['d'] });
    expect(channelsOf(policy({ routes: [minor, first, second, third] }))).toEqual([
      ['route', ['b']],
      ['route', ['c']],
      ['built-in', ['page']],
    ]);
    expect(channelsOf(policy())).toEqual([['built-in', ['page']]]);
  });

  it('groups by what the route says', () => {
    const byDevice = policy({ routes: [someRoute({ groupBy: ['device'] })] });
    const keys = ['u1', 'u2'].map((uid) => route(alert({ uid }), byDevice)[0]?.key);
    expect(new Set(keys).size).toBe(2);
    const bySite = policy({ routes: [someRoute({ groupBy: ['site'] })] });
    expect(route(alert({ uid: 'u2' }), bySite)[0]?.key).toBe(route(alert(), bySite)[0]?.key);
  });
});

describe('inhibit and silence', () => {
  it('tells a root cause from a silence', () => {
    expect(inhibit(alert({ suppressedBy: 'AAAAAAAAAAAAAAAAAAAAAA' }))?.reason).toBe('root-cause');
    expect(inhibit(alert({ suppressedBy: SILENCE_ID }))).toBeUndefined();
    expect(inhibit(alert())).toBeUndefined();
    expect(isSilenceId('sil_abcdefghijklmnopqr')).toBe(false);
  });

  it('names what keeps it quiet, and until when', () => {
    const times = { from: NOW - 10, to: NOW + 10, repeat: null, zone: null };
    const one = readySilence(SILENCE_ID, { ...times, matchers: { devices: ['ov*'] } });
    const silenced = policy({ silences: [one] });
    expect(silence(alert(), silenced, NOW)).toMatchObject({
      reason: 'silenced',
      by: SILENCE_ID,
      until: NOW + 10,
    });
    expect(silence(alert({ device: 'fridge' }), silenced, NOW)).toBeUndefined();
    expect(silence(alert(), silenced, NOW + 10)).toBeUndefined();
    expect(silence(alert({ snoozedUntil: NOW + 5 }), policy(), NOW)).toMatchObject({ reason: 'snoozed' });
    expect(silence(alert({ snoozedUntil: NOW }), policy(), NOW)).toBeUndefined();
    const acknowledged = { by: 'Kim', at: NOW, note: '' };
    expect(silence(alert({ acknowledged }), policy(), NOW)).toMatchObject({
      reason: 'acknowledged',
      by: 'Kim',
    });
  });
});

describe('group', () => {
  const state = {
    ...{ key: 'k', channels: ['a'], grouping: GROUPING, escalation: [], members: [] },
    ...{ firstAt: NOW, lastSentAt: null, nextAt: null },
  };
  const since = { since: NOW };

  it('waits for more, then for the next update', () => {
    expect(group(state, since, false, NOW)).toMatchObject({ reason: 'waits-for-more', until: NOW + 30_000 });
    expect(group(state, since, false, NOW + 30_000)).toBeUndefined();
    const sent = { ...state, lastSentAt: NOW - 1_000 };
    expect(group(sent, since, false, NOW)).toMatchObject({
      reason: 'waits-for-update',
      until: NOW + 299_000,
    });
    const longAgo = { ...state, lastSentAt: NOW - 900_000 };
    expect(group(longAgo, since, false, NOW)?.until).toBe(NOW + 30_000);
  });

  it('lets what flaps wait longer', () => {
    expect(group(state, since, true, NOW)).toMatchObject({ reason: 'flapping-waits', until: NOW + 300_000 });
    const atOnce = { ...state, grouping: ownGrouping({ waitMs: 0 }, GROUPING) };
    expect(group(atOnce, since, true, NOW)).toBeUndefined();
  });
});

it('dedup compares what is true with what was sent', () => {
  const told = (state: 'firing' | 'resolved') => ({ state, at: NOW });
  expect(dedup({ state: 'firing', told: null })).toBe('untold');
  expect(dedup({ state: 'firing', told: told('firing') })).toBe('told');
  expect(dedup({ state: 'resolved', told: told('firing') })).toBe('solved');
  expect(dedup({ state: 'resolved', told: told('resolved') })).toBe('done');
  expect(dedup({ state: 'resolved', told: null })).toBe('solved-untold');
});

describe('retry', () => {
  const tried = (count: number) => ({
    createdAt: NOW,
    attempts: Array.from({ length: count }, () => ({
      at: NOW,
      outcome: 'retryable' as const,
      answer: '',
      tookMs: 1,
    })),
  });

  it('waits longer each time, as long as the service asks, and a day at most', () => {
    const waits = [1, 2, 3, 4, 5].map(
      (count) => (retry(tried(count), { outcome: 'retryable' }, NOW).nextAt ?? 0) - NOW,
    );
    expect(waits).toEqual([1_000, 5_000, 30_000, 120_000, 600_000]);
    const asked = retry(tried(1), { outcome: 'retryable', retryAfterMs: 7_000 }, NOW);
    expect(asked).toEqual({ state: 'waiting', nextAt: NOW + 7_000, reason: 'tried-again' });
    const late = NOW + 23.5 * 3_600_000;
    expect(retry(tried(30), { outcome: 'retryable' }, late)).toMatchObject({
      state: 'failed',
      reason: 'gave-up',
    });
  });

  it('ends with what the channel says', () => {
    expect(retry(tried(1), { outcome: 'ok' }, NOW)).toMatchObject({ state: 'delivered', nextAt: null });
    expect(retry(tried(1), { outcome: 'fatal' }, NOW)).toMatchObject({ state: 'failed', reason: 'refused' });
  });
});

it('a channel says why it takes nothing', () => {
  expect(channel(undefined, 0)).toBe('channel-gone');
  expect(channel({ type: 'webhook', enabled: false }, 0)).toBe('channel-off');
  expect(channel({ type: 'web-push', enabled: true }, 0)).toBe('nobody-subscribed');
  expect(channel({ type: 'web-push', enabled: true }, 1)).toBeUndefined();
});
