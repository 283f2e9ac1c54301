import { notificationSettingsSchema } from '@sensorium/contracts';
import { expect, it } from 'vitest';
import type { Notifier } from '../ports/notifier.js';
import type { NotifyChanges, NotifyStore, StoredChannel, StoredDelivery } from '../ports/notify-store.js';
import { NotifyState } from './notify-state.js';

const CHANNEL: StoredChannel = {
  ...{ id: 'c', name: 'before', enabled: true, type: 'webhook', settings: {}, health: null },
  ...{ createdAt: 1, updatedAt: 1 },
};

/** A store whose disk may be full. */
class Disk implements NotifyStore {
  isFull = false;
  readonly saved: NotifyChanges[] = [];

  load = () =>
    Promise.resolve({
      ...{ channels: [CHANNEL], routes: [], silences: [], subscribers: [], vapid: null, groups: [] },
      ...{ settings: notificationSettingsSchema.parse({}), waiting: [], handled: 7 },
    });

  save = (changes: NotifyChanges) => {
    if (this.isFull) return Promise.reject(new Error('disk full'));
    this.saved.push(structuredClone(changes));
    return Promise.resolve();
  };

  deliveries = () => Promise.resolve({ notifications: [], next: null });
}

const notifier = { newVapidKeys: () => ({ publicKey: 'p', privateKey: 's' }) } as Notifier;

function delivery(id: string, state: StoredDelivery['state']): StoredDelivery {
  const channel = { id: 'c', name: 'c', type: 'webhook' };
  return {
    id,
    channel,
    event: 'firing',
    reason: 'new',
    alerts: [],
    state,
    createdAt: 0,
    nextAt: 0,
    attempts: [],
    snapshot: [],
  };
}

async function loaded(disk: Disk): Promise<NotifyState> {
  const state = new NotifyState(disk, notifier);
  await state.load();
  disk.saved.length = 0;
  return state;
}

it('makes keys for push messages at the first start', async () => {
  const disk = new Disk();
  const state = new NotifyState(disk, notifier);
  expect(() => state.requireLoaded()).toThrow();
  await state.load();
  expect(disk.saved).toEqual([{ vapid: state.vapid }]);
  expect(state.handled).toBe(7);
});

it('goes on from memory while nothing can be saved, and saves the newest of it later', async () => {
  const disk = new Disk();
  const state = await loaded(disk);
  disk.isFull = true;
  await state.keep({ deliveries: [delivery('1', 'waiting')], handled: 8 });
  await state.keep({ deliveries: [delivery('1', 'delivered'), delivery('2', 'waiting')] });
  expect(disk.saved).toEqual([]);
  disk.isFull = false;
  await state.keep({ handled: 9 });
  expect(disk.saved).toHaveLength(1);
  expect(disk.saved[0]).toMatchObject({
    handled: 9,
    deliveries: [{ id: '1', state: 'delivered' }, { id: '2' }],
  });
});

it('refuses what a person changes while it cannot be saved', async () => {
  const disk = new Disk();
  const state = await loaded(disk);
  disk.isFull = true;
  await expect(state.change({ channels: [{ ...CHANNEL, name: 'after' }] })).rejects.toThrow('disk full');
  expect(state.channels.get('c')?.name).toBe('before');
});

it('writes the health of a channel without undoing what a person has changed meanwhile', async () => {
  const disk = new Disk();
  const state = await loaded(disk);
  const health = { state: 'failing' as const, since: 1, answer: 'no' };
  const changed = state.change({ channels: [{ ...CHANNEL, name: 'after' }] });
  await Promise.all([changed, state.keep({ channels: [{ ...CHANNEL, health }] })]);
  expect(disk.saved.at(-1)?.channels).toEqual([expect.objectContaining({ name: 'after' })]);
  expect(state.channels.get('c')?.name).toBe('after');
});

it('does not bring back a channel that was deleted while its health was to be saved', async () => {
  const disk = new Disk();
  const state = await loaded(disk);
  disk.isFull = true;
  await state.keep({ channels: [CHANNEL] });
  disk.isFull = false;
  await state.change({ removedChannels: ['c'] });
  await state.keep({ handled: 8 });
  expect(disk.saved.at(-1)?.channels).toEqual([]);
});
