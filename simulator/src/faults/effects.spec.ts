import { expect, test } from 'vitest';
import { distort, isMuted, stampAt } from './effects.js';
import type { Mishap, MishapName } from './mishap.js';

const from = Date.UTC(2026, 4, 1);

function mishap(name: MishapName, lasts: number, fades = 0): Mishap {
  return { name, device: 0, from, until: from + lasts, faded: from + lasts + fades };
}

test.each(['crash', 'silence', 'outage'] as const)('a device is mute during a %s', (name) => {
  const mishaps = [mishap(name, 1_000)];
  expect([-1, 0, 999, 1_000].map((later) => isMuted(mishaps, from + later))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a clock that runs behind stamps 12 s too early, and mutes nothing', () => {
  const mishaps = [mishap('clock-behind', Infinity)];
  expect(stampAt(mishaps, from)).toBe(from - 12_000);
  expect(stampAt([], from)).toBe(from);
  expect(isMuted(mishaps, from)).toBe(false);
});

test('a door left open warms the room beyond its limit, and it recovers after', () => {
  const cold = { temperature: -20, humidity: 70, power: 0.2, compressor: false, door: false };
  const mishaps = [mishap('door-left-open', 300_000, 360_000)];
  const at = (later: number) => distort(mishaps, cold, from + later);
  expect(at(-1)).toEqual(cold);
  expect(Number(at(240_000).temperature)).toBeGreaterThan(-12);
  expect(at(240_000)).toMatchObject({ compressor: true, door: true, power: 6.2 });
  expect(at(310_000)).toMatchObject({ compressor: true, door: false });
  expect(Number(at(659_000).temperature)).toBeLessThan(-19.5);
  expect(at(660_000)).toEqual(cold);
});

test('vibration climbs only while the pump runs', () => {
  const running = { running: true, vibration: 1.5, temperature: 40 };
  const mishaps = [mishap('vibration', 300_000, 30_000)];
  expect(distort(mishaps, running, from + 90_000)).toMatchObject({ vibration: 5.5 });
  expect(distort(mishaps, running, from + 250_000)).toMatchObject({ vibration: 9.5, temperature: 57 });
  const resting = { running: false, vibration: 0.1, temperature: 30 };
  expect(distort(mishaps, resting, from + 90_000)).toEqual(resting);
  expect(distort(mishaps, running, from + 301_000)).toEqual(running);
});
