import { deviceMetaSchema } from '@sensorium/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instants, places } from '../../test/arbitrary.js';
import { describeDevice } from '../scenario/describe.js';
import { makeFleet } from '../scenario/fleet.js';
import { findKind, KINDS } from './catalogue.js';

test('there are ten kinds, each found by its id', () => {
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(10);
  for (const kind of KINDS) expect(findKind(kind.id)).toBe(kind);
  expect(findKind('toaster')).toBeUndefined();
});

describe.each(KINDS.map((kind) => [kind.id, kind] as const))('%s', (_, kind) => {
  test('measures what its meta says, within its range, at a believable resolution', () => {
    fc.assert(
      fc.property(places, instants, (place, t) => {
        const values = kind.sample(place, t);
        expect(Object.keys(values)).toEqual(Object.keys(kind.metrics));
        for (const [metric, value] of Object.entries(values)) {
          const meta = kind.metrics[metric];
          expect(typeof value).toBe(meta?.kind ?? 'number');
          if (typeof value !== 'number') continue;
          expect(value).toBeGreaterThanOrEqual(meta?.min ?? -Infinity);
          expect(value).toBeLessThanOrEqual(meta?.max ?? Infinity);
          expect(value.toString()).toMatch(/^-?\d+(\.\d{1,6})?$/);
        }
      }),
    );
  });

  test('gives the same values for the same place and time, and others for another device', () => {
    fc.assert(
      fc.property(places, instants, (place, t) => {
        expect(kind.sample({ ...place }, t)).toEqual(kind.sample(place, t));
        expect(kind.sample({ ...place, key: place.key ^ 0x5bd1 }, t + 1)).not.toBe(kind.sample(place, t));
      }),
    );
  });

  test('describes itself by a valid meta', () => {
    const plan = { scenario: 'plain', devices: 3, kinds: [kind], seed: 5, interval: undefined } as const;
    for (const device of makeFleet(plan)) {
      const meta = describeDevice(device);
      expect(deviceMetaSchema.strict().parse(JSON.parse(JSON.stringify(meta)))).toEqual(meta);
      expect(meta.kind).toBe(kind.id);
    }
  });
});
