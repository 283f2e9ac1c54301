import { describe, expect, it } from 'vitest';
import { besides } from './chart-limits';

const own = [{ value: -15, severity: 'critical', side: 'above', name: 'own' }] as const;

describe('the limits of a chart', () => {
  it('name a limit of the device once, though a rule watches it', () => {
    const rules = [
      { value: -15, severity: 'critical', side: 'above', name: 'rule at the same height' },
      { value: -15, severity: 'warning', side: 'above', name: 'less bad' },
      { value: -10, severity: 'critical', side: 'above', name: 'another height' },
    ] as const;
    expect(besides(own, rules).map(({ name }) => name)).toEqual(['own', 'less bad', 'another height']);
  });

  it('leave out two rules that say the same', () => {
    const twice = { value: 1, severity: 'info', side: 'below', name: 'a' } as const;
    expect(besides([], [twice, { ...twice, name: 'b' }])).toEqual([twice]);
  });
});
