import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIso, parseTime, timeForm } from './time.js';

const noon = Date.UTC(2024, 1, 29, 12);

test.each([
  ['2024-02-29T12:00:00Z', noon, true],
  ['2024-02-29 12:00', noon, false],
  ['2024/2/29 12', noon, false],
  ['2024-02-29T12:00:00.250+02:00', noon - 7_200_000 + 250, true],
  ['2024-02-29 12:00:00 -0530', noon + 19_800_000, true],
  ['2024-02-28T24:00:00', noon - 43_200_000, false],
  ['2024-02-29', noon - 43_200_000, false],
])('reads %s; without a zone it is UTC', (text, time, zoned) => {
  expect(parseIso(text)).toEqual({ time, zoned });
});

test.each(['2023-02-29', '2024-13-01', '2024-01-01 25:00', '2024-01-01 later', '01/02/2024', '', '12:00'])(
  '%s is no time',
  (text) => {
    expect(parseIso(text)).toBeUndefined();
  },
);

test('every instant that is written as ISO 8601 is read back', () => {
  const dates = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      expect(parseIso(date.toISOString())).toEqual({ time: date.getTime(), zoned: true });
    }),
  );
});

test.each([
  ['1709208000', 's'],
  ['1709208000000', 'ms'],
  ['1709208000000000', 'µs'],
  ['1709208000000000000', 'ns'],
] as const)('%s is unix time in %s', (text, form) => {
  expect(timeForm([text])).toBe(form);
  expect(parseTime(text, form, 1_000)?.time).toBe(noon);
});

test('small numbers count, by steps of a given length', () => {
  expect(timeForm(['1', '2', '3'])).toBe('counter');
  expect(parseTime('3', 'counter', 500)).toEqual({ time: 1_500, zoned: true });
  expect(parseTime('x', 'counter', 500)).toBeUndefined();
  expect(timeForm(['1', 'x'])).toBeUndefined();
  expect(timeForm([])).toBeUndefined();
});
