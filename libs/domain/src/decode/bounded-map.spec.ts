import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoundedMap } from './index.js';

const steps = fc.array(fc.tuple(fc.boolean(), fc.string({ maxLength: 3 }), fc.integer()), { maxLength: 200 });

it('holds what a map holds while there is room, and no version ever changes', () => {
  fc.assert(
    fc.property(steps, (all) => {
      let map = BoundedMap.empty<number>(20_000);
      const model = new Map<string, number>();
      const versions: [BoundedMap<number>, Map<string, number>][] = [];
      for (const [isWrite, key, value] of all) {
        map = isWrite ? map.with(key, value) : map.without(key);
        if (isWrite) model.set(key, value);
        else model.delete(key);
        versions.push([map, new Map(model)]);
      }
      for (const [version, expected] of versions) {
        expect(new Map(version.entries())).toEqual(expected);
        expect(version.size).toBe(expected.size);
        for (const [key, value] of expected) expect(version.get(key)).toBe(value);
      }
    }),
    { numRuns: 30 },
  );
});

it.each([1, 10, 1_000])('never holds more than %d, and forgets what was written longest ago', (max) => {
  let map = BoundedMap.empty<number>(max);
  for (let i = 0; i < 3 * max; i++) map = map.with(`device-${i}`, i);
  expect(map.size).toBeLessThanOrEqual(max);
  expect(map.size).toBeGreaterThan(max / 2);
  expect(map.has(`device-${3 * max - 1}`)).toBe(true);
  expect(map.has('device-0')).toBe(false);
});
