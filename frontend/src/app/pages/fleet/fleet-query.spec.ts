import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATES } from '../../data/fleet-view';
import {
  EVERYTHING,
  GROUPINGS,
  SORTS,
  VIEWS,
  isNarrowed,
  paramsOf,
  queryFrom,
  widened,
  type FleetQuery,
} from './fleet-query';

const words = fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 5 });
const query: fc.Arbitrary<FleetQuery> = fc.record({
  view: fc.constantFrom(...VIEWS),
  group: fc.constantFrom(...GROUPINGS),
  sort: fc.constantFrom(...SORTS),
  reverse: fc.boolean(),
  q: fc.string({ unit: 'grapheme', maxLength: 40 }),
  presence: fc.option(fc.constantFrom(...STATES)),
  sites: words,
  kinds: words,
  labels: words,
  favourites: fc.boolean(),
});

function addressOf(one: FleetQuery): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(paramsOf(one)))
    for (const part of [value].flat()) params.append(name, part);
  return params.toString();
}

describe('the query in the address', () => {
  it('is the same after writing and reading', () => {
    fc.assert(
      fc.property(query, (one) => {
        expect(queryFrom(new URLSearchParams(addressOf(one)))).toEqual(one);
      }),
    );
  });

  it('is some query for every address, and then stays the same', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), (address) => {
        const read = queryFrom(new URLSearchParams(address));
        expect(queryFrom(new URLSearchParams(addressOf(read)))).toEqual(read);
      }),
    );
  });

  it('leaves the address of the whole fleet empty', () => {
    expect(addressOf(EVERYTHING)).toBe('');
    expect(queryFrom(new URLSearchParams('view=map&sort=-age&presence=gone&fav=yes'))).toEqual({
      ...EVERYTHING,
      reverse: true,
    });
  });

  it('keeps view and order when the filters are cleared', () => {
    fc.assert(
      fc.property(query, (one) => {
        const wide = widened(one);
        expect(isNarrowed(wide)).toBe(false);
        expect([wide.view, wide.group, wide.sort]).toEqual([one.view, one.group, one.sort]);
      }),
    );
  });
});
