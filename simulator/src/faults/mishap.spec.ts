import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS } from '../devices/catalogue.js';
import { MINUTE } from '../signals/cycle.js';
import { type MishapPlan, mishapsAt } from './mishap.js';

const start = Date.UTC(2026, 4, 1);
const kinds = Array.from({ length: 40 }, (_, n) => KINDS[n % KINDS.length]?.id ?? '');
const plan: MishapPlan = { seed: 1, start, kinds, without: new Set() };

function seen(over: MishapPlan, minutes: number) {
  return Array.from({ length: minutes * 60 }, (_, s) => mishapsAt(over, over.start + s * 1_000)).flat();
}

test('each of the six strikes within the first two minutes', () => {
  expect(new Set(seen(plan, 2).map(({ name }) => name)).size).toBe(6);
});

test('doors are left open only in cold stores, only pumps vibrate, door contacts are spared', () => {
  for (const { name, device } of seen(plan, 120)) {
    const kind = kinds[device];
    if (name === 'door-left-open') expect(kind).toBe('cold-store');
    else if (name === 'vibration') expect(kind).toBe('pump');
    else expect(kind).not.toBe('door-contact');
  }
});

test('they come and go, and strike several devices over time', () => {
  const crashes = seen(plan, 120).filter(({ name }) => name === 'crash');
  expect(new Set(crashes.map(({ device }) => device)).size).toBeGreaterThan(5);
  expect(mishapsAt(plan, start + 3 * MINUTE).some(({ name }) => name === 'crash')).toBe(false);
});

test('what is excluded or has no victim never strikes', () => {
  const shared: MishapPlan = { ...plan, without: new Set(['crash']), kinds: ['gps-tracker'] };
  const names = new Set(seen(shared, 30).map(({ name }) => name));
  expect([...names].sort()).toEqual(['clock-behind', 'outage', 'silence']);
});

test('the same seed and time give the same mishaps', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(10_000_000), (seed, later) => {
      const now = start + later;
      expect(mishapsAt({ ...plan, seed }, now)).toEqual(mishapsAt({ ...plan, seed }, now));
    }),
  );
});
