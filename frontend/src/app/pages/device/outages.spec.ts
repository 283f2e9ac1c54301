import type { LogEntry, Presence, PresenceCause } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { SortedPoints } from '../../data/sorted-points';
import { outagesOf, presentOutages, resumedAfter, type Standing } from './outages';

function entry(
  id: number,
  at: number,
  to: Presence,
  cause: PresenceCause = { code: 'reading' },
  from: Presence = 'live',
): LogEntry {
  return { id, at, uid: 'u', device: 'd', event: { code: 'presence', from, to, cause } };
}

describe('outages by the log', () => {
  it('last from the last reading to the first one after', () => {
    const entries = [
      entry(4, 500_000, 'live'),
      entry(3, 400_000, 'offline', { code: 'said-offline' }, 'stale'),
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

  it('ended with the first reading where the log tells only the next one', () => {
    const entries = [
      entry(1, 1000, 'offline', { code: 'said-offline' }),
      entry(2, 9000, 'offline', { code: 'said-offline' }),
    ];
    expect(outagesOf(entries, (after) => after + 500)).toEqual([
      { from: 1000, to: 1500 },
      { from: 9000, to: Infinity },
    ]);
  });

  it('are none for other entries', () => {
    expect(outagesOf([{ id: 1, at: 1, uid: 'u', device: 'd', event: { code: 'first-seen' } }])).toEqual([]);
  });
});

describe('outages at present', () => {
  const OFFLINE = [entry(1, 1000, 'offline', { code: 'said-offline' })];
  const standing = (over: Partial<Standing>): Standing => ({
    presence: 'live',
    newest: 9000,
    resumed: () => 5000,
    lostAt: null,
    ...over,
  });

  it('end with the first reading of a device that is back, though the log does not tell it', () => {
    expect(presentOutages(OFFLINE, standing({}))).toEqual([{ from: 1000, to: 5000 }]);
    expect(presentOutages(OFFLINE, standing({ presence: 'late' }))).toEqual([{ from: 1000, to: 5000 }]);
  });

  it('go on while the device is silent, be it that the log does not know yet', () => {
    expect(presentOutages(OFFLINE, standing({ presence: 'offline' }))).toEqual([
      { from: 1000, to: Infinity },
    ]);
    expect(presentOutages([], standing({ presence: 'stale' }))).toEqual([{ from: 9000, to: Infinity }]);
    expect(presentOutages([], standing({}))).toEqual([]);
  });

  it('are open from where the page lost its line', () => {
    expect(presentOutages(OFFLINE, standing({ lostAt: 8000 }))).toEqual([
      { from: 1000, to: 5000 },
      { from: 8000, to: Infinity },
    ]);
  });

  it('are over when the first series goes on', () => {
    const [a, b, none] = [[900, 1100, 7000], [500, 6000], [500]].map((times) => {
      const track = new SortedPoints(10);
      for (const t of times) track.add(t, 1);
      return track;
    });
    expect(resumedAfter([a!, b!, none!], 1000, 99)).toBe(6000);
    expect(resumedAfter([none!], 1000, 99)).toBe(99);
  });
});
