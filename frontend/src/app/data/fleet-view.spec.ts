import type { Presence } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { DeviceEntry } from './device-entry';
import { STATES, censusOf, shownPresence, siteCount } from './fleet-view';
import { NOON, aDevice } from './testing';

function entry(id: string, presence: Presence, site: string | null = null): DeviceEntry {
  return new DeviceEntry(aDevice(id, { presence, site }), NOON);
}

describe('the fleet on screen', () => {
  it('counts all six states in their order, zero included', () => {
    const census = censusOf([entry('a', 'live'), entry('b', 'late'), entry('c', 'live')], false);
    expect([...census]).toEqual([
      ['live', 2],
      ['late', 1],
      ['stale', 0],
      ['offline', 0],
      ['unknown', 0],
      ['never', 0],
    ]);
  });

  it('lets nothing pass for fresh without a connection', () => {
    expect(STATES.map((state) => shownPresence(state, true))).toEqual([
      'unknown',
      'unknown',
      'unknown',
      'offline',
      'unknown',
      'never',
    ]);
  });

  it('counts sites that are named', () => {
    expect(siteCount([entry('a', 'live', 'Porto'), entry('b', 'live', 'Porto'), entry('c', 'live')])).toBe(1);
  });
});
