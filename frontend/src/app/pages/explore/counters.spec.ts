import { describe, expect, it } from 'vitest';
import { looksLikeCounter } from './counters';

const number = (name: string, unit: string | null): boolean =>
  looksLikeCounter({ kind: 'number', name, unit });

describe('a counter', () => {
  it.each([
    ['energy', 'kWh'],
    ['gas', 'm³'],
    ['water', 'm3'],
    ['pulses', null],
    ['odometer', 'km'],
    ['rain_total', 'mm'],
    ['bottleCount', null],
    ['openings', null],
  ])('is told by %s in %s', (name, unit) => {
    expect(number(name, unit)).toBe(true);
  });

  it.each([
    ['power', 'kW'],
    ['flow', 'm³/h'],
    ['temperature', '°C'],
    ['volume', 'm³'],
    ['tank_level', 'm³'],
    ['account', null],
    ['particles', '1/m³'],
  ])('is not told by %s in %s', (name, unit) => {
    expect(number(name, unit)).toBe(false);
  });

  it('is a number', () => {
    expect(looksLikeCounter({ kind: 'text', name: 'total', unit: 'kWh' })).toBe(false);
  });
});
