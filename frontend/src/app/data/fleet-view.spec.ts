import type { Presence } from '@sensorium/contracts';
import { describe, expect, it } from 'vitest';
import { DeviceEntry } from './device-entry';
import { STATES, censusOf, groupBySite, matching, shownPresence, siteCount } from './fleet-view';
import { NOON, aDevice, aMetric } from './testing';

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

  it('groups by site, the nameless last, worst first and then by name', () => {
    const groups = groupBySite(
      [
        entry('x', 'live'),
        entry('d10', 'live', 'Porto'),
        entry('d9', 'live', 'Porto'),
        entry('n', 'never', 'Porto'),
        entry('late', 'late', 'Porto'),
        entry('off', 'offline', 'Porto'),
        entry('b', 'stale', 'Busan'),
      ],
      false,
    );
    expect(groups.map(({ site }) => site)).toEqual(['Busan', 'Porto', null]);
    expect(groups[1]?.entries.map(({ device }) => device.id)).toEqual(['off', 'late', 'n', 'd9', 'd10']);
    expect(groups[1]?.census.get('live')).toBe(2);
  });

  it('finds by name, id, label and metric, all words, in any script', () => {
    const device = aDevice('cold-03', {
      name: '냉동고 3',
      labels: { area: 'Hall-2' },
      metrics: [aMetric('temperature', { label: 'Core' })],
    });
    const list = [new DeviceEntry(device, NOON), entry('pump', 'late')];
    const found = (query: string): number => matching(list, query, null, false).length;
    expect([
      found('냉동고'.normalize('NFD')),
      found('COLD hall-2'),
      found('core'),
      found('area:hall-2'),
    ]).toEqual([1, 1, 1, 1]);
    expect(found('cold pump')).toBe(0);
    expect(matching(list, '', 'late', false).map(({ device: { id } }) => id)).toEqual(['pump']);
  });

  it('counts sites that are named', () => {
    expect(siteCount([entry('a', 'live', 'Porto'), entry('b', 'live', 'Porto'), entry('c', 'live')])).toBe(1);
  });
});
