import type { AlertRule } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { limitsOfRules } from './rule-limits';
import { NOON, aDevice, aMetric } from './testing';

function rule(over: Partial<AlertRule>): AlertRule {
  return {
    id: 'r',
    version: 1,
    createdAt: NOON,
    updatedAt: NOON,
    by: '',
    matches: 1,
    name: 'Too warm',
    severity: 'critical',
    enabled: true,
    devices: ['**'],
    labels: {},
    metric: 'temperature',
    condition: { type: 'above', value: -15 },
    forMs: 0,
    clearForMs: 0,
    overrides: [],
    channels: [],
    escalation: [],
    runbook: '',
    ...over,
  };
}

const metric = aMetric('temperature', { limits: { warning: { high: -16 } }, max: 40 });
const device = aDevice('cold-01', { labels: { goods: 'ice' }, metrics: [metric, aMetric('humidity')] });
const valuesOf = (over: Partial<AlertRule>): number[] =>
  limitsOfRules([rule(over)], device, metric).map(({ value }) => value);

describe('the limits that rules set', () => {
  it('are named after their rule', () => {
    expect(limitsOfRules([rule({})], device, metric)).toEqual([
      { rule: 'Too warm', value: -15, side: 'above', severity: 'critical' },
    ]);
  });

  it('are those of the first override that matches', () => {
    const overrides = [{ devices: [], labels: { goods: 'ice' }, value: -10 }];
    expect(valuesOf({ overrides })).toEqual([-10]);
  });

  it('are what the device states where the rule names that', () => {
    expect(valuesOf({ condition: { type: 'above', value: 'meta.warning.high' } })).toEqual([-16]);
    expect(valuesOf({ condition: { type: 'above', value: 'meta.critical.high' } })).toEqual([]);
    expect(valuesOf({ condition: { type: 'outside', low: -20, high: 'meta.max' } })).toEqual([40, -20]);
  });

  it.each([
    { enabled: false },
    { metric: 'humidity' },
    { devices: ['pump-*'] },
    { labels: { goods: 'fish' } },
    { condition: { type: 'rate', perMs: 60_000, above: 2 } as const },
  ])('are none for %j', (over) => {
    expect(valuesOf(over)).toEqual([]);
  });
});
