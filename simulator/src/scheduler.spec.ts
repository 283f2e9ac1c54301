import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridBetween, Scheduler } from './scheduler.js';

test('takes items in the order of their instants, each on its own grid', () => {
  const scheduler = new Scheduler();
  scheduler.add(0, 100, 30, 1_000);
  scheduler.add(1, 250, 0, 1_000);
  const taken: [number, number][] = [];
  for (let now = 1_000; now <= 1_250; now += 10) {
    for (let due = scheduler.take(now); due !== undefined; due = scheduler.take(now))
      taken.push([due.item, due.at]);
  }
  expect(taken).toEqual([
    [1, 1_000],
    [0, 1_030],
    [0, 1_130],
    [0, 1_230],
    [1, 1_250],
  ]);
  expect(scheduler.next()).toBe(1_330);
});

test('after a stall it skips and counts what it missed, and stays on the grid', () => {
  const scheduler = new Scheduler();
  scheduler.add(7, 100, 5, 0);
  expect(scheduler.take(342)).toEqual({ item: 7, at: 305, skipped: 3 });
  expect(scheduler.take(342)).toBeUndefined();
  expect(scheduler.take(405)).toEqual({ item: 7, at: 405, skipped: 0 });
});

test('an empty scheduler has nothing next', () => {
  expect(new Scheduler().next()).toBeUndefined();
  expect(new Scheduler().take(1e15)).toBeUndefined();
});

test('taken and skipped instants together are the whole grid, whenever one looks', () => {
  const items = fc.array(fc.record({ interval: fc.integer({ min: 1, max: 500 }), phase: fc.nat(500) }), {
    minLength: 1,
  });
  const steps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(items, steps, (grids, pauses) => {
      const scheduler = new Scheduler();
      grids.forEach(({ interval, phase }, item) => {
        scheduler.add(item, interval, phase, 1_000);
      });
      const counts = grids.map(() => 0);
      let now = 1_000;
      for (const pause of pauses) {
        now += pause;
        let last = -Infinity;
        for (let due = scheduler.take(now); due !== undefined; due = scheduler.take(now)) {
          expect(due.at).toBeLessThanOrEqual(now);
          expect(due.at - due.skipped * (grids[due.item]?.interval ?? 0)).toBeGreaterThanOrEqual(last);
          last = due.at - due.skipped * (grids[due.item]?.interval ?? 0);
          counts[due.item] = (counts[due.item] ?? 0) + 1 + due.skipped;
        }
      }
      grids.forEach(({ interval, phase }, item) => {
        expect(counts[item]).toBe(gridBetween(1_000, now + 1, interval, phase).length);
      });
    }),
  );
});

test('instants of a grid between two others', () => {
  expect(gridBetween(100, 200, 30, 10)).toEqual([100, 130, 160, 190]);
  expect(gridBetween(101, 130, 30, 10)).toEqual([]);
});
