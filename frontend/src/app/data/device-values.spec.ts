import { describe, expect, it } from 'vitest';
import { beatOf, booleanWord, cardMetrics } from './device-values';
import { aMetric } from './testing';

describe('values of a card', () => {
  it('makes the first number the large one and keeps the order of the others', () => {
    const metrics = [
      aMetric('open', { kind: 'boolean' }),
      aMetric('power'),
      aMetric('energy'),
      aMetric('battery'),
    ];
    expect(cardMetrics(metrics, 2)).toEqual({ hero: 1, others: [0, 2] });
  });

  it('makes the first metric that a device describes the large one', () => {
    const metrics = [
      aMetric('uptime', { label: null, unit: null }),
      aMetric('open', { kind: 'boolean', label: 'Door' }),
      aMetric('battery', { unit: '%' }),
    ];
    expect(cardMetrics(metrics, 2)).toEqual({ hero: 1, others: [0, 2] });
  });

  it('takes a word if there is no number, and nothing if there is no metric', () => {
    expect(cardMetrics([aMetric('open', { kind: 'boolean' })], 2)).toEqual({ hero: 0, others: [] });
    expect(cardMetrics([], 2)).toEqual({ hero: -1, others: [] });
  });

  it('beats with the shortest known interval', () => {
    expect(beatOf([aMetric('a', { interval: null }), aMetric('b', { interval: 2000 }), aMetric('c')])).toBe(
      2000,
    );
    expect(beatOf([aMetric('a', { interval: null })])).toBeNull();
  });

  it('has words for booleans; a closed contact is a closed door', () => {
    expect([booleanWord('door', true), booleanWord('contact', true), booleanWord('motion', false)]).toEqual([
      'open',
      'closed',
      'no',
    ]);
    expect(booleanWord('heater', true)).toBe('on');
  });
});
