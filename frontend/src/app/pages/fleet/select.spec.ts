import { describe, expect, it } from 'vitest';
import { DeviceEntry } from '../../data/device-entry';
import { NOON, aDevice, aMetric } from '../../data/testing';
import { EVERYTHING, type FleetQuery } from './fleet-query';
import { choicesOf, select } from './select';

const cold = aDevice('cold-03', {
  name: '냉동고 3',
  site: 'Busan',
  kind: 'cold store',
  labels: { area: 'Hall-2' },
  aliases: ['old-cold-3'],
  metrics: [aMetric('temperature', { label: 'Core' })],
});
const list = [
  cold,
  aDevice('pump', { presence: 'late', kind: 'pump', site: 'Porto' }),
  aDevice('mill', { presence: 'late', outOfService: { note: 'winter', since: NOON } }),
].map((device) => new DeviceEntry(device, NOON));

function found(part: Partial<FleetQuery>, favourites: string[] = [], lost = false): string[] {
  const query = { ...EVERYTHING, ...part };
  return select(list, query, new Set(favourites), lost).map(({ device }) => device.id);
}

describe('the devices that a query leaves', () => {
  it('finds by name, id, alias, label, metric and note, all words, in any script', () => {
    for (const q of ['냉동고'.normalize('NFD'), 'COLD hall-2', 'core', 'area:hall-2', 'old-cold'])
      expect(found({ q })).toEqual(['cold-03']);
    expect(found({ q: 'winter' })).toEqual(['mill']);
    expect(found({ q: 'cold pump' })).toEqual([]);
  });

  it('takes any of the sites, kinds and labels, and devices without one', () => {
    expect(found({ sites: ['Porto', 'Busan'] })).toEqual(['cold-03', 'pump']);
    expect(found({ sites: ['Porto', ''] })).toEqual(['pump', 'mill']);
    expect(found({ kinds: ['pump'], sites: ['Busan'] })).toEqual([]);
    expect(found({ labels: ['area:Hall-2', 'x:y'] })).toEqual(['cold-03']);
  });

  it('asks for the state only of what is in service', () => {
    expect(found({ presence: 'late' })).toEqual(['pump']);
    expect(found({ presence: 'late' }, [], true)).toEqual([]);
    expect(found({ presence: 'unknown' }, [], true)).toEqual(['cold-03', 'pump']);
  });

  it('keeps to favourites', () => {
    expect(found({ favourites: true }, ['u-pump'])).toEqual(['pump']);
    expect(found({ favourites: true })).toEqual([]);
  });
});

describe('choices', () => {
  it('are what devices have, with how many, and what is chosen', () => {
    expect(choicesOf(list, 'sites', ['Gone'])).toEqual([
      { value: '', count: 1 },
      { value: 'Busan', count: 1 },
      { value: 'Porto', count: 1 },
      { value: 'Gone', count: 0 },
    ]);
    expect(choicesOf(list, 'labels', [])).toEqual([{ value: 'area:Hall-2', count: 1 }]);
  });

  it('end somewhere, but never without a chosen one', () => {
    const many = Array.from(
      { length: 300 },
      (_, i) => new DeviceEntry(aDevice(`d${i}`, { kind: `k${String(i)}` }), NOON),
    );
    const choices = choicesOf(many, 'kinds', ['k299']);
    expect(choices.length).toBe(101);
    expect(choices.map(({ value }) => value)).toContain('k299');
  });
});
