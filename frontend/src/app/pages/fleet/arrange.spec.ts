import type { Presence } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceEntry } from '../../data/device-entry';
import { STATES, WORST_FIRST } from '../../data/fleet-view';
import { NOON, aDevice } from '../../data/testing';
import { NameOrder, arrange, type Order } from './arrange';
import { GROUPINGS, SORTS } from './fleet-query';

function entry(id: string, presence: Presence, site: string | null = null, out = false): DeviceEntry {
  const outOfService = out ? { note: '', since: NOON } : null;
  return new DeviceEntry(aDevice(id, { presence, site, outOfService }), NOON);
}
const order: Order = {
  group: 'site',
  sort: 'worst',
  reverse: false,
  connectionLost: false,
  valueOf: () => NaN,
  seenAt: () => NaN,
  alertOf: () => NaN,
  gatewayOf: ({ device }) => device.parent,
};
function idsOf(entries: readonly DeviceEntry[]): string[] {
  return entries.map(({ device }) => device.id);
}

const fleet = fc.uniqueArray(
  fc.record({
    id: fc.nat(99).map((n) => `d${n}`),
    presence: fc.constantFrom(...STATES),
    site: fc.constantFrom('A', 'B', null),
    out: fc.boolean(),
    value: fc.oneof(fc.integer(), fc.constant(NaN)),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

describe('the order of names', () => {
  it('is numeric and follows devices that come, go and change their name', () => {
    const names = new NameOrder();
    const [a, b, c] = [entry('d10', 'live'), entry('d9', 'live'), entry('d1', 'live')];
    expect(idsOf(names.of([a, b]))).toEqual(['d9', 'd10']);
    expect(idsOf(names.of([a, b, c]))).toEqual(['d1', 'd9', 'd10']);
    a.describe({ ...a.device, name: 'd0' }, NOON);
    expect(idsOf(names.of([c, a]))).toEqual(['d10', 'd1']);
  });
});

describe('the fleet in sections', () => {
  it('puts a gateway with what is heard through it, and what has none last', () => {
    const behind = (id: string, parent: string): DeviceEntry =>
      new DeviceEntry(aDevice(id, { parent }), NOON);
    const entries = [
      entry('alone', 'live'),
      behind('bulb', 'hub 2'),
      entry('hub 2', 'live'),
      behind('door', 'hub 10'),
    ];
    const gatewayOf = ({ device }: DeviceEntry): string | null =>
      device.parent ?? (device.id.startsWith('hub') ? device.id : null);
    const sections = arrange(entries, { ...order, group: 'gateway', sort: 'name', gatewayOf });
    expect(sections.map(({ name, entries: inside }) => [name, idsOf(inside)])).toEqual([
      ['hub 2', ['bulb', 'hub 2']],
      ['hub 10', ['door']],
      [null, ['alone']],
    ]);
  });

  it('puts incidents before states, the worst severity first, and states inside of each', () => {
    const entries = [
      entry('a', 'offline'),
      entry('b', 'live'),
      entry('c', 'late'),
      entry('d', 'live'),
      entry('e', 'stale'),
    ];
    const ranks = new Map([
      ['b', 1],
      ['c', 1],
      ['d', 0],
    ]);
    const alertOf = ({ device }: DeviceEntry): number => ranks.get(device.id) ?? NaN;
    const [section] = arrange(entries, { ...order, group: 'none', alertOf });
    expect(idsOf(section?.entries ?? [])).toEqual(['d', 'c', 'b', 'a', 'e']);
  });

  it('groups by site, the nameless last, worst first and then by name', () => {
    const sections = arrange(
      [
        entry('b', 'stale', 'Busan'),
        entry('d9', 'live', 'Porto'),
        entry('d10', 'live', 'Porto'),
        entry('late', 'late', 'Porto'),
        entry('n', 'never', 'Porto'),
        entry('off', 'offline', 'Porto'),
        entry('x', 'live'),
      ],
      order,
    );
    expect(sections.map(({ name }) => name)).toEqual(['Busan', 'Porto', null]);
    expect(idsOf(sections[1]!.entries)).toEqual(['off', 'late', 'n', 'd9', 'd10']);
    expect(sections[1]!.census.get('live')).toBe(2);
  });

  it('puts the largest value first, the smallest when reversed, and none last both times', () => {
    const entries = [entry('a', 'live'), entry('b', 'live'), entry('c', 'live'), entry('d', 'live')];
    const values = new Map([
      ['a', 2],
      ['c', 7],
      ['d', 2],
    ]);
    const valueOf = ({ device }: DeviceEntry): number => values.get(device.id) ?? NaN;
    const by = (reverse: boolean): string[] =>
      idsOf(arrange(entries, { ...order, sort: 'value', reverse, valueOf })[0]!.entries);
    expect(by(false)).toEqual(['c', 'a', 'd', 'b']);
    expect(by(true)).toEqual(['a', 'd', 'c', 'b']);
  });

  it('groups by state, worst first, and counts nothing as live without a connection', () => {
    const entries = [entry('a', 'live'), entry('b', 'offline'), entry('c', 'stale')];
    const names = (connectionLost: boolean): (string | null)[] =>
      arrange(entries, { ...order, group: 'presence', connectionLost }).map(({ name }) => name);
    expect(names(false)).toEqual(['offline', 'stale', 'live']);
    expect(names(true)).toEqual(['offline', 'unknown']);
  });

  it('has every device once, those out of service last and nowhere else, whatever the order', () => {
    const how = fc.tuple(fc.constantFrom(...GROUPINGS), fc.constantFrom(...SORTS), fc.boolean());
    fc.assert(
      fc.property(fleet, how, (devices, [group, sort, reverse]) => {
        const entries = devices.map(({ id, presence, site, out }) => entry(id, presence, site, out));
        const values = new Map(devices.map(({ id, value }) => [id, value]));
        const number = ({ device }: DeviceEntry): number => values.get(device.id) ?? NaN;
        const sections = arrange(entries, {
          ...order,
          group,
          sort,
          reverse,
          valueOf: number,
          seenAt: number,
        });
        expect(idsOf(sections.flatMap((one) => one.entries)).sort()).toEqual(idsOf(entries).sort());
        expect(new Set(sections.map(({ key }) => key)).size).toBe(sections.length);
        for (const { by, entries: some } of sections)
          for (const { device } of some) expect(device.outOfService !== null).toBe(by === 'out');
        expect(sections.findIndex(({ by }) => by === 'out')).toBeOneOf([-1, sections.length - 1]);
      }),
    );
  });

  it('never puts a better state before a worse one', () => {
    fc.assert(
      fc.property(fleet, (devices) => {
        const entries = devices.map(({ id, presence }) => entry(id, presence));
        const sections = arrange(entries, { ...order, group: 'none' });
        const ranks = (sections[0]?.entries ?? []).map(({ presence }) => WORST_FIRST.indexOf(presence));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }),
    );
  });
});
