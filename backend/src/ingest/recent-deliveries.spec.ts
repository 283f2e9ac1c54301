import { expect, it } from 'vitest';
import { RecentDeliveries } from './recent-deliveries.js';

const SECOND = 1_000_000;
const START = 1_700_000_000 * SECOND;

it('knows a message by packet id and content, and the newest one of an id', () => {
  const recent = new RecentDeliveries();
  recent.note(7, 0xaaaa, START);
  expect([recent.isKnown(7, 0xaaaa), recent.isKnown(7, 0xbbbb), recent.isKnown(8, 0xaaaa)]).toEqual([
    true,
    false,
    false,
  ]);
  recent.note(7, 0xbbbb, START);
  expect([recent.isKnown(7, 0xaaaa), recent.isKnown(7, 0xbbbb)]).toEqual([false, true]);
});

it('welcomes again what was taken and lost', () => {
  const recent = new RecentDeliveries();
  recent.note(1, 5, START);
  recent.note(2, 5, START);
  recent.forget({ ids: Uint16Array.of(1), hashes: Uint32Array.of(5) });
  expect([recent.isKnown(1, 5), recent.isKnown(2, 5)]).toEqual([false, true]);
});

it('forgets at the end of a connection what was answered long before it', () => {
  const recent = new RecentDeliveries();
  recent.note(1, 5, START);
  recent.note(2, 5, START + 50 * SECOND);
  recent.connectionEnded(START + 61 * SECOND);
  expect([recent.isKnown(1, 5), recent.isKnown(2, 5)]).toEqual([false, true]);
});

it('knows after a restart what the store kept', () => {
  const recent = new RecentDeliveries();
  recent.restore({ ids: Uint16Array.of(65_535, 3), hashes: Uint32Array.of(9, 0) }, START);
  expect([recent.isKnown(65_535, 9), recent.isKnown(3, 0), recent.isKnown(3, 1)]).toEqual([
    true,
    true,
    false,
  ]);
});
