import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readStamp } from './index.js';

const DAY = Date.UTC(2026, 10, 23, 12, 30, 15, 250);

it.each([
  [DAY / 1_000, DAY * 1_000],
  [DAY, DAY * 1_000],
  [DAY * 1_000, DAY * 1_000],
  [String(DAY), DAY * 1_000],
  ['2026-11-23T12:30:15.250Z', DAY * 1_000],
  ['2026-11-23T21:30:15.250+09:00', DAY * 1_000],
  ['2026-11-23 12:30:15.250123Z', DAY * 1_000 + 123],
  ['2026-11-23T12:30:15,25+0000', DAY * 1_000],
  ['20261123T123015.250Z', DAY * 1_000],
  ['20261123T213015,25+0900', DAY * 1_000],
  [0, 0],
])('reads %j', (raw, micros) => {
  expect(readStamp(raw)).toBe(micros);
});

it('reads nanoseconds to the microsecond', () => {
  expect(readStamp(1_763_856_000_000_000_000)).toBe(1_763_856_000_000_000);
});

it('reads times before 1970, which tell a clock that was never set', () => {
  expect(readStamp(-5)).toBe(-5_000_000);
  expect(readStamp('-1000000000000')).toBe(-1e15);
  expect(readStamp('1969-12-31T00:00:00Z')).toBe(-86_400e6);
});

it.each([
  '2026-11-23T12:30:15',
  '20261123T123015',
  'soon',
  '',
  NaN,
  Infinity,
  1e19,
  null,
  true,
  {},
  '2026-13-99T00:00:00Z',
])('does not read %j', (raw) => {
  expect(readStamp(raw)).toBeUndefined();
});

it('gives the same time whatever the unit, from 1973 to 2286', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000_000, max: 9_999_999_999 }), (seconds) => {
      expect(readStamp(seconds * 1_000)).toBe(readStamp(seconds));
      expect(readStamp(seconds * 1_000_000)).toBe(readStamp(seconds));
    }),
  );
});
