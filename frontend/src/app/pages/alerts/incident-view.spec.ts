import type { AlertRule } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { NOON, aDevice, aMetric, anAlert } from '../../data/testing';
import { courseOf, hasLevel, markOf, metricsOf, rangeAround, sideOf, valueMetric } from './incident-view';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rule = (condition: object): AlertRule => ({ condition }) as AlertRule;

describe('the range around an incident', () => {
  it('follows the present while it goes on, with a quarter of an hour before it at least', () => {
    const alert = anAlert('a', { startedAt: NOON - MINUTE });
    expect(rangeAround(alert, NOON)).toEqual({ kind: 'since', from: NOON - 16 * MINUTE });
  });

  it('shows as long before as it lasts, but not days', () => {
    const alert = anAlert('a', { startedAt: NOON - HOUR });
    expect(rangeAround(alert, NOON)).toEqual({ kind: 'since', from: NOON - 2 * HOUR });
    const long = anAlert('a', { startedAt: NOON - 240 * HOUR });
    expect(rangeAround(long, NOON)).toEqual({ kind: 'since', from: NOON - 252 * HOUR });
  });

  it('shows a bit of the time after it, as far as there is any', () => {
    const over = anAlert('a', { startedAt: NOON - HOUR, resolvedAt: NOON });
    expect(rangeAround(over, NOON + 10 * HOUR)).toEqual({
      kind: 'fixed',
      from: NOON - 2 * HOUR,
      to: NOON + HOUR / 2,
    });
    expect(rangeAround(over, NOON + MINUTE)).toMatchObject({ to: NOON + MINUTE });
  });
});

describe('what its chart is about', () => {
  const device = aDevice('cold-01', {
    metrics: [aMetric('door', { kind: 'boolean' }), aMetric('temperature'), aMetric('power')],
  });
  const names = (...args: Parameters<typeof metricsOf>): string[] =>
    metricsOf(...args).map(({ name }) => name);

  it('is its own metric', () => {
    expect(names(anAlert('a', { metric: 'power' }), null, device)).toEqual(['power']);
  });
  it('are the metrics of a rule about several', () => {
    const several = rule({ type: 'all', of: [{ metric: 'power' }, { metric: 'door' }, { metric: 'gone' }] });
    expect(names(anAlert('a', { metric: null }), several, device)).toEqual(['door', 'power']);
  });
  it('is the first number where the whole device is meant, or its metric is gone', () => {
    const silent = anAlert('a', { metric: null, limit: null });
    expect(names(silent, null, device)).toEqual(['temperature']);
    expect(names(anAlert('a', { metric: 'gone' }), null, device)).toEqual(['temperature']);
  });
  it('is nothing while only a rule that is not known could tell it', () => {
    expect(names(anAlert('a', { metric: null, limit: null }), undefined, device)).toEqual([]);
    expect(names(anAlert('a', { metric: null, limit: 7.1 }), null, device)).toEqual([]);
    expect(names(anAlert('a', { metric: 'power' }), undefined, device)).toEqual(['power']);
  });
  it('has the number of its own as its value, of several conditions the only one', () => {
    const name = (...args: Parameters<typeof valueMetric>) => valueMetric(...args)?.name;
    const among = (...metrics: string[]) => rule({ type: 'all', of: metrics.map((metric) => ({ metric })) });
    expect(name(anAlert('a', { metric: 'power' }), null, device)).toBe('power');
    expect(name(anAlert('a', { metric: 'door' }), null, device)).toBeUndefined();
    expect(name(anAlert('a', { metric: null }), among('door', 'power'), device)).toBe('power');
    expect(name(anAlert('a', { metric: null }), among('temperature', 'power'), device)).toBeUndefined();
    const silent = anAlert('a', { metric: null, value: null, limit: null });
    expect(name(silent, rule({ type: 'silent' }), device)).toBeUndefined();
  });
  it('is nothing without a device', () => {
    expect(names(anAlert('a'), null, undefined)).toEqual([]);
  });
});

it('a limit is a height only where it is a value of the metric', () => {
  expect(hasLevel(anAlert('a'), rule({ type: 'above' }))).toBe(true);
  expect(hasLevel(anAlert('a'), rule({ type: 'rate' }))).toBe(false);
  expect(hasLevel(anAlert('a', { limit: true }), null)).toBe(false);
  expect(hasLevel(anAlert('a'), undefined)).toBe(false);
});

it('its side is where it was worst', () => {
  expect(sideOf(anAlert('a', { limit: -15, peak: -14 }))).toBe('above');
  expect(sideOf(anAlert('a', { limit: 20, peak: 18 }))).toBe('below');
  expect(sideOf(anAlert('a', { limit: null, peak: null, value: null }))).toBe('above');
});

it('a mark goes on while the incident does', () => {
  expect(markOf(anAlert('a'), true)).toEqual({ from: NOON, to: Infinity, severity: 'critical', main: true });
});

describe('its course', () => {
  const view = { from: NOON, to: NOON + HOUR };
  const times = (alert: Parameters<typeof courseOf>[0]): number[][] =>
    courseOf(alert, view).map(({ from, to, value }) => [(from - NOON) / MINUTE, (to - NOON) / MINUTE, value]);

  it('is pending, then firing, until it is solved', () => {
    const [startedAt, firedAt] = [NOON + 10 * MINUTE, NOON + 15 * MINUTE];
    const open = anAlert('a', { startedAt, firedAt });
    expect(times(open)).toEqual([
      [10, 15, 0],
      [15, 60, 1],
    ]);
    expect(times({ ...open, resolvedAt: NOON + 20 * MINUTE }).at(-1)).toEqual([15, 20, 1]);
  });

  it('is pending alone if it never fired, and only what lies in sight', () => {
    const over = anAlert('a', {
      startedAt: NOON - MINUTE,
      firedAt: null,
      resolvedAt: NOON + 2 * MINUTE,
    });
    expect(times(over)).toEqual([[0, 2, 0]]);
    expect(times({ ...over, resolvedAt: NOON - MINUTE / 2 })).toEqual([]);
  });
});
