import { describe, expect, it } from 'vitest';
import { beatOf, cardMetrics } from './device-values';
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

  it('shows how well the radio is heard after all that is measured', () => {
    const metrics = [
      aMetric('rssi', { unit: 'dBm' }),
      aMetric('uplink_snr', { unit: 'dB' }),
      aMetric('level', { unit: '%' }),
      aMetric('count'),
    ];
    expect(cardMetrics(metrics, 2)).toEqual({ hero: 2, others: [3, 0] });
    expect(cardMetrics(metrics.slice(0, 2), 2)).toEqual({ hero: 0, others: [1] });
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
});
