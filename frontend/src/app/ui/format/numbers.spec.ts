import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Numbers } from './numbers';

describe.each(['en', 'ko'])('Numbers in %s', (language) => {
  const numbers = new Numbers(language);

  it('writes a real minus, thin spaces and fixed decimals', () => {
    expect(numbers.fixed(-14.6, 1)).toBe('−14.6');
    expect(numbers.fixed(1842.6, 1)).toBe('1\u202f842.6');
    expect(numbers.fixed(21, 1)).toBe('21.0');
  });

  it('has no negative zero', () => {
    expect([numbers.fixed(-0, 0), numbers.fixed(-0.04, 1)]).toEqual(['0', '0.0']);
  });

  it('shows fewer decimals of large values', () => {
    expect(numbers.measured(128.437, 3)).toBe('128.4');
    expect(numbers.measured(18.624, 3)).toBe('18.62');
    expect(numbers.measured(0.123, 3)).toBe('0.123');
  });

  it('keeps very small and very large values readable', () => {
    expect(numbers.measured(0.0000123, 3)).toBe('0.0000123');
    expect(numbers.measured(1.5e12, 0)).toBe('1.5E12');
  });

  it('never holds an ASCII minus or a comma between thousands', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(3), (value, decimals) => {
        expect(numbers.measured(value, decimals)).not.toMatch(/[-,]/);
      }),
    );
  });
});
