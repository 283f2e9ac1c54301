import { describe, expect, it } from 'vitest';
import { ShownUnit } from '../../ui/units/shown-unit';
import { Converted } from './converted';

describe('points on the axis of another unit', () => {
  it('lie where their values would be read', () => {
    const values = [32, 212];
    const points = { length: 2, time: (i: number) => i * 1000, value: (i: number) => values[i] ?? NaN };
    const fahrenheit = new ShownUnit('°C', 5 / 9, -160 / 9);
    const shown = new Converted(points, fahrenheit, new ShownUnit('°C'));
    expect([shown.length, shown.time(1)]).toEqual([2, 1000]);
    expect(shown.value(0)).toBeCloseTo(0, 9);
    expect(shown.value(1)).toBeCloseTo(100, 9);
  });
});
