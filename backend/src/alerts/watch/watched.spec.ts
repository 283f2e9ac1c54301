import type { Condition } from '@sensorium/contracts';
import { expect, it } from 'vitest';
import { device } from '../../../test/watch-world.js';
import { commonUnit } from './watched.js';

const pump = (units: Readonly<Record<string, string | null>>) => ({
  ...device('pump', 1),
  metrics: new Map(
    Object.entries(units).map(([name, unit], n) => [name, { n, unit, values: null, lastSeen: null }]),
  ),
});
const running = { type: 'equals', value: true, metric: 'running' } as const;
const shakes = { type: 'above', value: 7.1, metric: 'vibration' } as const;
const warm = { type: 'above', value: 60, metric: 'temperature' } as const;

it.each<[string, Condition, string | null]>([
  ['a state and a number', { type: 'all', of: [running, shakes] }, 'mm/s'],
  ['numbers in one unit', { type: 'any', of: [shakes, { ...shakes, type: 'below' }] }, 'mm/s'],
  ['numbers in several units', { type: 'all', of: [shakes, warm] }, null],
  ['a number without a unit beside one', { type: 'all', of: [shakes, { ...warm, metric: 'starts' }] }, null],
  ['a silence', { type: 'any', of: [{ type: 'silent', afterMs: 9, metric: 'starts' }, shakes] }, 'mm/s'],
  ['one condition', { type: 'above', value: 7.1 }, null],
])('the unit of several conditions is that of all their numbers: %s', (_, condition, unit) => {
  const units = { running: null, vibration: 'mm/s', temperature: '°C', starts: null };
  expect(commonUnit({ condition }, pump(units))).toBe(unit);
});
