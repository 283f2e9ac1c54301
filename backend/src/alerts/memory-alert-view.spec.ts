import type { Alert } from '@sensorium/contracts';
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { MemoryAlerts, testAlert } from '../../test/memory-alerts.js';
import { InProcessLiveBus } from '../adapters/live-bus/in-process-live-bus.js';
import { ApiError } from '../ports/api-error.js';
import type { AlertNews } from '../ports/live-bus.js';
import { RING_SIZE } from './alert-ring.js';
import { MemoryAlertView } from './memory-alert-view.js';

let bus: InProcessLiveBus;
let calls: MemoryAlerts;
let view: MemoryAlertView;
let now: number;

beforeEach(startAnew);

function startAnew(): void {
  now = 1_000_000;
  bus = new InProcessLiveBus();
  calls = new MemoryAlerts();
  view = new MemoryAlertView(bus, calls, { now: () => now });
}

function publish(alerts: Alert[], more: Partial<AlertNews> = {}): void {
  bus.publish({
    ...{ time: now, devices: [], removed: [], readings: null, presence: [], activity: [], sites: null },
    ...{ link: null, history: null, stats: null },
    alerts: { alerts, entries: [], unsaved: null, rules: false, ...more },
  });
}

it('loads what was open, page by page, and lets what changed meanwhile stand', async () => {
  calls.kept.push(...Array.from({ length: 1_500 }, (_, n) => testAlert({ id: `a${n}` })));
  calls.kept.push(testAlert({ id: 'old', state: 'resolved' }));
  const loading = view.onApplicationBootstrap();
  publish([testAlert({ id: 'a7', state: 'resolved' }), testAlert({ id: 'a8', value: 99 })]);
  await loading;
  expect(view.open()).toHaveLength(1_499);
  expect(view.get('a7')).toBeUndefined();
  expect(view.get('a8')?.value).toBe(99);
  expect(view.fault).toBeNull();
});

it('says that it knows nothing yet until a later try succeeds', async () => {
  vi.useFakeTimers();
  calls.fault = new ApiError('unavailable', 'not now');
  await view.onApplicationBootstrap();
  expect(view.fault).not.toBeNull();
  calls.fault = undefined;
  calls.kept.push(testAlert());
  await vi.advanceTimersByTimeAsync(5_000);
  expect(view.fault).toBeNull();
  expect(view.open()).toEqual([testAlert()]);
  vi.useRealTimers();
});

it('says why and since when alerts are not saved', async () => {
  await view.onApplicationBootstrap();
  now = 5_000_000;
  publish([], { unsaved: 'disk full' });
  now = 6_000_000;
  publish([], { unsaved: 'disk still full' });
  expect(view).toMatchObject({ fault: 'disk still full', faultSince: 5_000_000 });
  publish([]);
  expect(view).toMatchObject({ fault: null, faultSince: 6_000_000 });
});

it('knows the worst alert of a device that fires and is not suppressed', () => {
  publish([
    testAlert({ id: 'pending', severity: 'critical', state: 'pending' }),
    testAlert({ id: 'quiet', severity: 'critical', suppressedBy: 'root' }),
    testAlert({ id: 'info', severity: 'info' }),
    testAlert({ id: 'warning', severity: 'warning', state: 'recovering' }),
    testAlert({ id: 'other', severity: 'critical', uid: 'u-other' }),
    testAlert({ id: 'root', severity: 'critical', uid: null }),
  ]);
  expect(view.worst('u-d')).toBe('warning');
  publish([testAlert({ id: 'warning', state: 'resolved' })]);
  expect(view.worst('u-d')).toBe('info');
  expect(view.worst('u-nobody')).toBeNull();
});

it('counts transitions by reason', () => {
  const event = { type: 'transition', from: 'ok', to: 'firing', reason: 'beyond' } as const;
  const entry = { alert: 'a1', at: 1, event: { ...event, value: 1, limit: 0, message: '' } };
  publish([], {
    entries: [
      { id: 1, ...entry },
      { id: 2, ...entry },
    ],
  });
  expect([...view.transitions]).toEqual([['beyond', 2]]);
});

it('gives everything to who has no cursor, one of another epoch, or one that is too old or ahead', () => {
  const begin = view.cursor;
  for (let n = 0; n <= RING_SIZE; n++) publish([testAlert({ id: `a${n % 3}`, value: n })]);
  const [, epoch = ''] = begin.split('.');
  for (const cursor of [undefined, 'x', '0.other.1', begin, `0.${epoch}.${RING_SIZE + 2}`]) {
    const { full, alerts } = view.since(cursor);
    expect(full).toBe(true);
    expect(alerts.map(({ id }) => id)).toEqual(['a0', 'a1', 'a2']);
  }
  expect(view.since(view.cursor)).toEqual({ cursor: view.cursor, full: false, alerts: [] });
});

it('brings who resumes to the same state as who was always there, with every change in between', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    state: fc.constantFrom('pending' as const, 'firing' as const, 'resolved' as const),
    value: fc.nat(),
  });
  const steps = fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 40 });
  fc.assert(
    fc.property(steps, fc.nat(40), (all, cutAt) => {
      startAnew();
      const split = Math.min(cutAt, all.length);
      for (const changes of all.slice(0, split)) publish(changes.map((one) => testAlert(one)));
      const seen = new Map(view.open().map((alert) => [alert.id, alert]));
      const { cursor } = view;
      const missed = all.slice(split).flat();
      for (const changes of all.slice(split)) publish(changes.map((one) => testAlert(one)));
      const since = view.since(cursor);
      expect(since.full).toBe(false);
      expect(since.alerts.map(({ value }) => value)).toEqual(missed.map(({ value }) => value));
      for (const alert of since.alerts) {
        if (alert.state === 'resolved') seen.delete(alert.id);
        else seen.set(alert.id, alert);
      }
      const byId = (a: Alert, b: Alert) => a.id.localeCompare(b.id);
      expect([...seen.values()].sort(byId)).toEqual([...view.open()].sort(byId));
    }),
  );
});
