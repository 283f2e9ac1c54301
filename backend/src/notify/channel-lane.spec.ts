import { expect, it } from 'vitest';
import type { StoredDelivery } from '../ports/notify-store.js';
import { ChannelLane } from './channel-lane.js';

function delivery(id: string, alerts: string[], nextAt = 0): StoredDelivery {
  const channel = { id: 'c', name: 'c', type: 'webhook' };
  return {
    id,
    channel,
    event: 'firing',
    reason: 'new',
    alerts,
    state: 'waiting',
    createdAt: 0,
    nextAt,
    attempts: [],
    snapshot: [],
  };
}

function laneOf(...deliveries: StoredDelivery[]): ChannelLane {
  const lane = new ChannelLane();
  for (const one of deliveries) lane.add(one);
  return lane;
}

it('sends in order, one at a time', () => {
  const lane = laneOf(delivery('1', ['a']), delivery('2', ['b']));
  expect(lane.next(0)?.id).toBe('1');
  lane.isBusy = true;
  expect(lane.next(0)).toBeUndefined();
  expect(lane.due()).toBeUndefined();
  lane.isBusy = false;
  lane.remove('1');
  expect(lane.next(0)?.id).toBe('2');
});

it('lets others pass one that waits for its next attempt, but none about the same alert', () => {
  const lane = laneOf(
    delivery('1', ['a'], 100),
    delivery('2', ['a', 'b']),
    delivery('3', ['c']),
    delivery('4', ['b']),
  );
  expect(lane.next(0)?.id).toBe('3');
  lane.remove('3');
  expect(lane.next(0)).toBeUndefined();
  expect(lane.due()).toBe(100);
  expect(lane.next(100)?.id).toBe('1');
});

it('rests as a whole while its service asks for it', () => {
  const lane = laneOf(delivery('1', ['a']));
  lane.pausedUntil = 50;
  expect(lane.next(49)).toBeUndefined();
  expect(lane.due()).toBe(50);
  expect(lane.next(50)?.id).toBe('1');
});
