import { describe, expect, it } from 'vitest';
import { span } from './age';

describe('span', () => {
  it('counts seconds to 60, minutes to 60, hours to 48, then days', () => {
    expect(span(14_900)).toEqual({ unit: 's', n: 14 });
    expect(span(59_999)).toEqual({ unit: 's', n: 59 });
    expect(span(60_000)).toEqual({ unit: 'min', n: 1 });
    expect(span(3_599_999)).toEqual({ unit: 'min', n: 59 });
    expect(span(47 * 3_600_000)).toEqual({ unit: 'h', n: 47 });
    expect(span(48 * 3_600_000)).toEqual({ unit: 'd', n: 2 });
  });

  it('has no age below zero', () => {
    expect(span(-500)).toEqual({ unit: 's', n: 0 });
  });
});
