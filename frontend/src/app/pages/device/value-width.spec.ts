import { describe, expect, it } from 'vitest';
import { emsOf } from './value-width';

describe('the width of a large value', () => {
  it('grows with its digits and its unit', () => {
    const widths = [
      emsOf('7', null),
      emsOf('7', '%'),
      emsOf('7.1', '%'),
      emsOf('−7.1', '%'),
      emsOf('1\u202f685\u202f202', 'kWh'),
    ];
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(new Set(widths).size).toBe(widths.length);
  });

  it('lets usual values have their full size in the narrowest tile', () => {
    const room = 136;
    expect([emsOf('−21.28', '°C'), emsOf('76.2', '%')].every((ems) => room / ems >= 24)).toBe(true);
    expect(room / emsOf('1\u202f685\u202f202', 'kWh')).toBeGreaterThan(14);
  });
});
