import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TimerHeap, type Timed } from './timer-heap.js';

const COUNT = 12;
const moves = fc.array(fc.tuple(fc.nat(COUNT - 1), fc.oneof(fc.nat(50), fc.constant(Infinity))), {
  maxLength: 80,
});

it('has the earliest item first, whatever was set, moved and taken out', () => {
  fc.assert(
    fc.property(moves, (all) => {
      const heap = new TimerHeap<Timed>();
      const items = Array.from({ length: COUNT }, (): Timed => ({ queuedAt: Infinity, place: -1 }));
      const expected: number[] = items.map(() => Infinity);
      for (const [which, at] of all) {
        const item = items[which];
        if (item) heap.set(item, at);
        expected[which] = at;
        expect(heap.next).toBe(Math.min(...expected));
      }
      const drained: number[] = [];
      for (let item = heap.due(Infinity); item; item = heap.due(Infinity)) {
        if (item.queuedAt === Infinity) break;
        drained.push(item.queuedAt);
        heap.set(item, Infinity);
      }
      expect(drained).toEqual(expected.filter(Number.isFinite).sort((a, b) => a - b));
    }),
  );
});

it('gives an item only when it is due', () => {
  const heap = new TimerHeap<Timed>();
  const item = { queuedAt: Infinity, place: -1 };
  heap.set(item, 10);
  expect(heap.due(9)).toBeUndefined();
  expect(heap.due(10)).toBe(item);
});
