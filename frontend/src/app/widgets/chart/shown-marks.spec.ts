import { describe, expect, it } from 'vitest';
import { ShownUnit } from '../../ui/units/shown-unit';
import { shownMarks } from './shown-marks';

describe('marks of a value axis', () => {
  it('lie at the distance that was found where values stand as they are stored', () => {
    expect(shownMarks(-0.2, 1.1, 0.5, new ShownUnit('°C'))).toEqual([0, 0.5, 1]);
  });

  it('lie at round numbers of the viewer’s unit, and not closer than was asked for', () => {
    const fahrenheit = new ShownUnit('°F', 1.8, 32);
    const marks = shownMarks(18, 26, 2, fahrenheit).map((stored) => fahrenheit.value(stored));
    expect(marks.map((mark) => Number(mark.toFixed(6)))).toEqual([65, 70, 75]);
  });

  it('keep to large and to small units', () => {
    const kilo = new ShownUnit('kWh', 0.001);
    const marks = shownMarks(0, 4200, 1000, kilo).map((stored) => kilo.value(stored));
    expect(marks).toEqual([0, 1, 2, 3, 4]);
  });
});
