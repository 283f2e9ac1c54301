import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf, numberText } from '../../ui/format/quantities';
import { ShownUnit } from '../../ui/units/shown-unit';
import { TypedTexts, shownText, storedText, type Meant } from './shown-texts';

const FAHRENHEIT = new ShownUnit('°F', 1.8, 32);
const value: Meant = { unit: FAHRENHEIT, difference: false };
const change: Meant = { unit: FAHRENHEIT, difference: true };
const asStored: Meant = { unit: new ShownUnit('°C'), difference: false };

describe('a number of a rule in the unit of the viewer', () => {
  it.each([
    ['−12', value, '10.4'],
    ['−28', value, '−18.4'],
    ['0.5', change, '0.9'],
    ['−12', asStored, '−12'],
    ['meta.warning.high', value, 'meta.warning.high'],
    ['warm', value, 'warm'],
    ['', value, ''],
  ] as const)('%s is %#', (stored, meant, shown) => {
    expect(shownText(stored, meant)).toBe(shown);
    expect(storedText(shown, meant)).toBe(stored);
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom(value, change), (n, meant) => {
        const text = numberText(n / 100);
        expect(storedText(shownText(text, meant), meant)).toBe(text);
      }),
    );
  });
});

describe('what is typed', () => {
  it('stays in its field as it was typed, and is stored in the unit of the device', () => {
    const typed = new TypedTexts();
    for (const text of ['1', '10', '10.', '10.4', '10.40']) {
      const stored = typed.take('value', text, value);
      expect(typed.shown('value', stored, value)).toBe(text);
      expect(numberOf(stored)).toBeCloseTo((Number(text) - 32) / 1.8, 9);
    }
  });

  it('gives way to another value, and to another unit', () => {
    const typed = new TypedTexts();
    const stored = typed.take('value', '10.40', value);
    expect(typed.shown('value', '−15', value)).toBe('5');
    expect(typed.shown('value', stored, asStored)).toBe('−12');
    expect(typed.shown('clear', stored, value)).toBe('10.4');
  });
});
