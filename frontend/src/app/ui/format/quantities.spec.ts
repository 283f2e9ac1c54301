import { describe, expect, it } from 'vitest';
import { durationOf, durationParts, numberOf, numberText } from './quantities';

describe('a number in a field', () => {
  it.each([
    ['-15', -15],
    ['−15.5', -15.5],
    ['4,5', 4.5],
    [' 1 000.25 ', 1000.25],
    ['.5', 0.5],
    ['1e3', 1000],
  ])('%s', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each(['', '-', 'warm', '1.2.3', '5 °C', '0x10', 'Infinity'])('%j is none', (text) => {
    expect(numberOf(text)).toBeUndefined();
  });

  it('comes back as it was written', () => {
    for (const value of [-15, 0, 4.25, -0.5, 1e21]) expect(numberOf(numberText(value))).toBe(value);
  });
});

describe('a length of time in a field', () => {
  it.each([
    ['5 min', 300_000],
    ['5', 300_000],
    ['90s', 90_000],
    ['1 h 30', 5_400_000],
    ['1h30m', 5_400_000],
    ['2 min 5', 125_000],
    ['0', 0],
    ['0.5 s', 500],
    ['2분', 120_000],
    ['1 시간', 3_600_000],
    ['2 days', 172_800_000],
  ])('%s', (text, ms) => {
    expect(durationOf(text)).toBe(ms);
  });

  it.each(['', 'soon', '5 lightyears', '-5 min', '5 min !'])('%j is none', (text) => {
    expect(durationOf(text)).toBeUndefined();
  });

  it('is written in its units', () => {
    expect(durationParts(5_400_000)).toEqual([
      { n: 1, unit: 'h' },
      { n: 30, unit: 'min' },
    ]);
    expect(durationParts(0)).toEqual([{ n: 0, unit: 's' }]);
    expect(durationParts(90_500)).toEqual([
      { n: 1, unit: 'min' },
      { n: 30.5, unit: 's' },
    ]);
  });

  it('comes back as it was written', () => {
    for (const ms of [0, 500, 1000, 59_000, 60_000, 5_400_000, 90_061_000, 31_536_000_000]) {
      const text = durationParts(ms).map(({ n, unit }) => `${n} ${unit}`);
      expect(durationOf(text.join(' '))).toBe(ms);
    }
  });
});
