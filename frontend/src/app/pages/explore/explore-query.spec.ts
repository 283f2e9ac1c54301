import { formatSeriesName } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  KINDS,
  MOST_SERIES,
  NOTHING,
  PERS,
  paramsOf,
  queryFrom,
  toggled,
  withSeries,
  withoutSeries,
  type ExploreQuery,
} from './explore-query';

const part = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((text) => text !== '*');
const name = fc.tuple(part, part).map(([device, metric]) => formatSeriesName(device, metric));

const query: fc.Arbitrary<ExploreQuery> = fc.uniqueArray(name, { maxLength: MOST_SERIES }).chain((series) =>
  fc.record({
    series: fc.constant(series),
    hidden: fc.subarray(series),
    counted: fc.subarray(series),
    kind: fc.constantFrom(...KINDS),
    per: fc.constantFrom(null, ...PERS),
    compare: fc.boolean(),
  }),
);

/** The address that a query makes, as a browser reads it again. */
function addressOf(one: ExploreQuery): URLSearchParams {
  const address = new URLSearchParams();
  for (const [key, value] of Object.entries(paramsOf(one)))
    for (const text of value === null ? [] : [value].flat()) address.append(key, text);
  return new URLSearchParams(address.toString());
}

describe('what explore shows, in its address', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(query, (one) => {
        expect(queryFrom(addressOf(one))).toEqual(one);
      }),
    );
  });

  it('is a query whatever the address holds', () => {
    const key = fc.constantFrom('series', 'hide', 'count', 'kind', 'per', 'compare');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.string())), (pairs) => {
        const read = queryFrom(new URLSearchParams(pairs));
        expect(queryFrom(addressOf(read))).toEqual(read);
        expect(read.series.length).toBeLessThanOrEqual(MOST_SERIES);
      }),
    );
  });

  it('stands for nothing while nothing is picked', () => {
    expect([...addressOf(NOTHING).keys()]).toEqual([]);
  });

  it('leaves out what is no series, and what hides or counts nothing that is picked', () => {
    const params = new URLSearchParams(
      'series=a/x&series=a&series=*/x&series=a/%25&series=a/x&hide=b/y&count=a/x',
    );
    expect(queryFrom(params)).toEqual({ ...NOTHING, series: ['a/x'], counted: ['a/x'] });
  });
});

describe('picking', () => {
  it('takes up to the most that one chart takes, each once', () => {
    const many = Array.from({ length: MOST_SERIES + 5 }, (_, i) => `d/m${i}`);
    expect(withSeries(NOTHING, [...many, ...many]).series).toEqual(many.slice(0, MOST_SERIES));
  });

  it('forgets everything about a series that goes', () => {
    const both = { ...NOTHING, series: ['a/x', 'b/y'], hidden: ['a/x'], counted: ['a/x', 'b/y'] };
    expect(withoutSeries(both, 'a/x')).toEqual({ ...NOTHING, series: ['b/y'], counted: ['b/y'] });
  });

  it('toggles', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
