import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SERIES } from './explore-query';
import { lookAt, placesOf } from './looks';

describe('looks', () => {
  it('are different for as many series as one page takes', () => {
    const looks = Array.from({ length: MOST_SERIES }, (_, place) => JSON.stringify(lookAt(place)));
    expect(new Set(looks).size).toBe(MOST_SERIES);
  });

  it('stay with a series while others come and go', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(name)), (steps) => {
        let places: ReadonlyMap<string, number> = new Map();
        for (const names of steps) {
          const next = placesOf(places, names);
          expect([...next.keys()].sort()).toEqual([...names].sort());
          expect(new Set(next.values()).size).toBe(names.length);
          for (const one of names) if (places.has(one)) expect(next.get(one)).toBe(places.get(one));
          places = next;
        }
      }),
    );
  });

  it('are the first that is free', () => {
    const before = new Map([
      ['a', 0],
      ['c', 2],
    ]);
    expect(placesOf(before, ['c', 'x', 'y']).get('x')).toBe(0);
    expect(placesOf(before, ['c', 'x', 'y']).get('y')).toBe(1);
  });
});
