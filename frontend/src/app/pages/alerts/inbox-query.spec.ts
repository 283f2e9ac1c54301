import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, GROUPINGS, TABS, isNarrowed, paramsOf, queryFrom, widened } from './inbox-query';

const words = fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 4 });
const query = fc.record({
  tab: fc.constantFrom(...TABS),
  group: fc.constantFrom(...GROUPINGS),
  q: fc.string({ maxLength: 20 }),
  severities: fc.uniqueArray(fc.constantFrom('critical' as const, 'warning' as const, 'info' as const)),
  sites: words,
  rules: words,
});

function addressOf(params: ReturnType<typeof paramsOf>): URLSearchParams {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) search.append(key, one);
  return search;
}

describe('the query of the inbox', () => {
  it('comes back from the address as it was', () => {
    fc.assert(
      fc.property(query, (one) => {
        expect(queryFrom(addressOf(paramsOf(one)))).toEqual(one);
      }),
    );
  });

  it('leaves nothing in the address of the inbox as it is first shown', () => {
    expect([...addressOf(paramsOf(EVERYTHING))]).toEqual([]);
  });

  it('is a query whatever the address holds', () => {
    const strange = new URLSearchParams(
      'tab=valueOf&group=&severity=loud&severity=info&q=' + 'x'.repeat(999),
    );
    expect(queryFrom(strange)).toMatchObject({ tab: 'open', group: 'site', severities: ['info'] });
    expect(queryFrom(strange).q).toHaveLength(256);
  });

  it('keeps tab and groups when it leaves nothing out any more', () => {
    fc.assert(
      fc.property(query, (one) => {
        const wide = widened(one);
        expect(isNarrowed(wide)).toBe(false);
        expect([wide.tab, wide.group]).toEqual([one.tab, one.group]);
      }),
    );
  });
});
