import { notificationRouteSchema, type Alert } from '@sensorium/contracts';
import type { GroupState } from '@sensorium/domain/notify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredChannel, StoredDelivery, StoredSilence } from '../../ports/notify-store.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteNotifyStore } from './sqlite-notify-store.js';

const NOW = Date.UTC(2026, 10, 23, 12);

let folder: string;
let database: SqliteDatabase;
let store: SqliteNotifyStore;

function open(): void {
  database = new SqliteDatabase({ dataDir: folder });
  store = new SqliteNotifyStore(database);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensorium-notify-'));
  open();
});

afterEach(async () => {
  await database.onApplicationShutdown();
  rmSync(folder, { recursive: true, force: true });
});

async function reopen(): Promise<void> {
  await database.onApplicationShutdown();
  open();
}

const channel: StoredChannel = {
  ...{
    id: 'c',
    name: 'Hook',
    enabled: true,
    type: 'webhook',
    settings: { url: 'https://a.example/', secret: 'hush' },
  },
  ...{ health: { state: 'failing', since: NOW, answer: '500' }, createdAt: NOW, updatedAt: NOW },
};
const silence: StoredSilence = {
  ...{ id: 'sil_abcdefghijkl', matchers: { sites: ['Halle'] }, from: NOW, to: NOW + 1, zone: null },
  ...{ repeat: { type: 'weekly', days: [1] }, author: 'Kim', reason: 'x', createdAt: NOW },
};
const group: GroupState = {
  ...{
    key: '["rule","r",null]',
    channels: ['c'],
    escalation: [],
    firstAt: NOW,
    lastSentAt: null,
    nextAt: NOW,
  },
  grouping: { waitMs: 0, updateMs: 0, remindMs: 0 },
  members: [
    {
      alert: 'i',
      state: 'firing',
      since: NOW,
      firedAt: NOW,
      told: null,
      escalated: [0],
      noted: 'group/waits-for-more/',
    },
  ],
};
const alert: Alert = {
  ...{
    id: 'i',
    rule: { id: 'r', name: 'r', version: 1 },
    device: 'd',
    uid: 'u',
    deviceName: 'd',
    site: null,
  },
  ...{
    labels: {},
    metric: 't',
    unit: null,
    severity: 'warning',
    state: 'firing',
    startedAt: NOW,
    firedAt: NOW,
  },
  ...{ resolvedAt: null, value: 1, valueAt: NOW, peak: 1, peakAt: NOW, limit: 0, clear: 0, reason: 'held' },
  ...{ message: '', acknowledged: null, snoozedUntil: null, noDataSince: null, suppressedBy: null },
  ...{ flapping: false, firings: 1, runbook: '', updatedAt: NOW },
};

function delivery(id: string, more: Partial<StoredDelivery> = {}): StoredDelivery {
  const to = { id: 'c', name: 'Hook', type: 'webhook' };
  return {
    ...{ id, channel: to, event: 'firing', reason: 'new', alerts: ['i'], state: 'waiting', createdAt: NOW },
    ...{ nextAt: NOW, attempts: [], snapshot: [alert] },
    ...more,
  };
}

it('keeps everything over a restart, and what is not said is as at first', async () => {
  expect(await store.load()).toMatchObject({
    channels: [],
    routes: [],
    vapid: null,
    handled: 0,
    groups: [],
    waiting: [],
  });
  const routes = [notificationRouteSchema.parse({ id: 'a', name: 'a', match: {}, channels: ['c'] })];
  const subscriber = {
    id: 's',
    name: 'Phone',
    endpoint: 'https://p.example/x',
    keys: { p256dh: 'a', auth: 'b' },
    createdAt: NOW,
  };
  const settings = {
    grouping: { waitMs: 1, updateMs: 2, remindMs: 3 },
    heartbeat: { url: 'https://h.example/', everyMs: 5_000 },
  };
  const vapid = { publicKey: 'p', privateKey: 's' };
  const whole = {
    channels: [channel],
    routes,
    settings,
    silences: [silence],
    subscribers: [subscriber],
    vapid,
    groups: [group],
    handled: 42,
  };
  await store.save({ ...whole, deliveries: [delivery('1')] });
  await reopen();
  expect(await store.load()).toEqual({ ...whole, waiting: [delivery('1')] });
  await store.save({
    ...{
      removedChannels: ['c'],
      removedSilences: [silence.id],
      removedSubscribers: ['s'],
      removedGroups: [group.key],
    },
    deliveries: [delivery('1', { state: 'delivered', nextAt: null })],
  });
  expect(await store.load()).toMatchObject({
    channels: [],
    silences: [],
    subscribers: [],
    groups: [],
    waiting: [],
    handled: 42,
  });
});

it('saves all of a change or nothing', async () => {
  await store.save({ handled: 1 });
  const broken = { ...delivery('1'), state: null } as unknown as StoredDelivery;
  await expect(store.save({ handled: 2, groups: [group], deliveries: [broken] })).rejects.toThrow();
  expect(await store.load()).toMatchObject({ handled: 1, groups: [] });
});

it('lists deliveries newest first, by alert, channel and state, page by page', async () => {
  const other = { id: 'page', name: 'page', type: 'page' };
  await store.save({
    deliveries: [
      delivery('1', { alerts: ['i', 'j'] }),
      delivery('2', { channel: other, state: 'delivered' }),
      delivery('3', { alerts: ['j'], state: 'failed' }),
    ],
  });
  const ids = async (query: object) =>
    (await store.deliveries({ limit: 100, ...query })).notifications.map(({ id }) => id);
  expect(await ids({})).toEqual(['3', '2', '1']);
  expect(await ids({ alert: 'j' })).toEqual(['3', '1']);
  expect(await ids({ channel: 'page' })).toEqual(['2']);
  expect(await ids({ state: 'failed' })).toEqual(['3']);
  const first = await store.deliveries({ limit: 2 });
  expect(first.next).not.toBeNull();
  expect(await ids({ limit: 2, cursor: first.next })).toEqual(['1']);
  await expect(store.deliveries({ limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'bad-cursor' });
  expect(JSON.stringify(await store.deliveries({ limit: 9 }))).not.toContain('snapshot');
});
