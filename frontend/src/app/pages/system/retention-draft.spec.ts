import { retentionSchema } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, faultsOf, retentionOf, type RetentionDraft } from './retention-draft';

const EMPTY: RetentionDraft = { days: '', gigabytes: '', rules: [] };

function faults(draft: Partial<RetentionDraft>): string[] {
  return [...faultsOf({ ...EMPTY, ...draft })].map(([field, fault]) => `${field}: ${fault}`);
}

describe('the draft of a retention', () => {
  it('keeps for good and without a bound where nothing is typed', () => {
    expect(retentionOf(EMPTY)).toEqual({ days: null, maxBytes: null, rules: [] });
    expect(faults(EMPTY)).toEqual([]);
  });

  it('means what it was made of', () => {
    const days = fc.option(fc.integer({ min: 1, max: 36_500 }), { nil: null });
    const retentions = fc.record({
      days,
      maxBytes: fc.option(fc.integer({ min: 1e7, max: 1e13 }), { nil: null }),
      rules: fc.array(fc.record({ series: fc.constantFrom('*/*', 'a%2Fb/c'), days }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(retentions, (retention) => {
        const draft = draftOf(retention);
        expect(faults(draft)).toEqual([]);
        expect(retentionOf(draft)).toEqual(retention);
      }),
    );
  });

  it('takes a decimal comma', () => {
    expect(retentionOf({ ...EMPTY, gigabytes: ' 2,5 ' }).maxBytes).toBe(2_500_000_000);
  });

  it.each(['0', '-1', '1.5', '36501', 'ten', 'NaN', 'Infinity'])('refuses %s days', (days) => {
    expect(faults({ days, rules: [{ series: 'a/b', days }] })).toEqual(['days: days', 'days-0: days']);
  });

  it.each(['0', '0.009', '-3', 'much', 'Infinity'])('refuses %s GB', (gigabytes) => {
    expect(faults({ gigabytes })).toEqual(['size: size']);
  });

  it.each(['', 'a', 'a/', 'a/b/c', '%zz/b', `a/${'b'.repeat(1600)}`])('refuses the series %#', (series) => {
    expect(faults({ rules: [{ series, days: '' }] })).toEqual(['series-0: series']);
  });

  it('gives what the contract takes', () => {
    const draft = { days: '30', gigabytes: '0.01', rules: [{ series: ' cold-*/** ', days: '7' }] };
    expect(faults(draft)).toEqual([]);
    expect(retentionSchema.parse(retentionOf(draft)).rules).toEqual([{ series: 'cold-*/**', days: 7 }]);
  });
});
