import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axesOf, sideOf } from './axes';

describe('value axes', () => {
  it('give the first unit the left one and the second the right one', () => {
    const axes = axesOf(['°C', '°C', '%', '°C']);
    expect(axes).toEqual({ left: '°C', right: '%' });
    expect(['°C', '%', 'kW'].map((unit) => sideOf(axes, unit))).toEqual(['left', 'right', 'none']);
  });

  it('take values without a unit for one of their own', () => {
    const axes = axesOf([null, 'A']);
    expect(sideOf(axes, null)).toBe('left');
    expect(sideOf(axesOf(['A']), null)).toBe('none');
    expect(sideOf(axesOf([]), null)).toBe('none');
  });

  it('never put two units on one axis, and leave none free while a unit waits', () => {
    const unit = fc.constantFrom(null, 'A', 'B', 'C', 'D');
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const axes = axesOf(units);
        for (const side of ['left', 'right'] as const)
          expect(new Set(units.filter((one) => sideOf(axes, one) === side)).size).toBeLessThanOrEqual(1);
        const waits = units.some((one) => sideOf(axes, one) === 'none');
        expect(waits).toBe(new Set(units).size > 2);
      }),
    );
  });
});
