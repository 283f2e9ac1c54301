import { describe, expect, it } from 'vitest';
import { DeviceEntry } from './device-entry';
import { NOON, aDevice, aMetric } from './testing';

describe('a device as the page holds it', () => {
  it('takes a change of presence over with the time of it', () => {
    const entry = new DeviceEntry(aDevice('a', { metrics: [aMetric('t'), aMetric('h')] }), NOON);
    const told = { name: 'h', state: 'stale', interval: 7000, intervalSource: 'stated' } as const;
    entry.change(
      {
        uid: entry.uid,
        presence: 'late',
        since: NOON + 5000,
        reason: '',
        cause: { code: 'silent', sinceMs: 4000 },
        metrics: [told],
      },
      NOON + 5000,
    );
    expect(entry.device).toMatchObject({ presence: 'late', presenceSince: NOON + 5000 });
    expect(entry.device.metrics).toEqual([aMetric('t'), aMetric('h', { ...told })]);
    expect(entry.silentFrom).toBe(NOON + 1000);
  });
});
