import type { LogEntry, Presence, PresenceCause } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { outagesOf } from './outages';

function entry(id: number, at: number, to: Presence, cause: PresenceCause = { code: 'reading' }): LogEntry {
  return { id, at, uid: 'u', device: 'd', event: { code: 'presence', from: 'live', to, cause } };
}

describe('outages by the log', () => {
  it('last from the last reading to the first one after', () => {
    const entries = [
      entry(4, 500_000, 'live'),
      entry(3, 400_000, 'offline', { code: 'said-offline' }),
      entry(2, 331_000, 'stale', { code: 'silent', sinceMs: 31_000 }),
      entry(1, 311_000, 'late', { code: 'silent', sinceMs: 11_000 }),
    ];
    expect(outagesOf(entries)).toEqual([{ from: 300_000, to: 500_000 }]);
  });

  it('are open while nothing comes', () => {
    expect(outagesOf([entry(1, 1000, 'unknown', { code: 'link-down' })])).toEqual([
      { from: 1000, to: Infinity },
    ]);
  });

  it('are none for other entries', () => {
    expect(outagesOf([{ id: 1, at: 1, uid: 'u', device: 'd', event: { code: 'first-seen' } }])).toEqual([]);
  });
});
