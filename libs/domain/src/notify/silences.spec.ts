import { expect, it } from 'vitest';
import { onCallAt, readySilence, silenceFault, timesOf, type SilenceTimes } from './index.js';

const HOUR = 3_600_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 23);

const at = (iso: string) => Date.parse(iso);
const shown = (times: { from: number; to: number }[]) =>
  times.map(({ from, to }) => [new Date(from).toISOString(), (to - from) / HOUR]);

function silence(times: Partial<SilenceTimes>) {
  const whole = { matchers: {}, from: MONDAY, to: MONDAY + HOUR, repeat: null, zone: null, ...times };
  return readySilence('sil_abcdefghijkl', whole);
}

it('once: from its begin to its end', () => {
  const once = silence({});
  expect(once.windowAt(MONDAY - 1, 'UTC')).toBeUndefined();
  expect(once.windowAt(MONDAY, 'UTC')).toEqual({ from: MONDAY, to: MONDAY + HOUR });
  expect(once.windowAt(MONDAY + HOUR, 'UTC')).toBeUndefined();
  expect(timesOf(once, 'UTC', MONDAY - 1, 5)).toHaveLength(1);
  expect(timesOf(once, 'UTC', MONDAY + HOUR, 5)).toEqual([]);
});

it('weekly: keeps the time of day of its zone over a change of the clocks', () => {
  // Berlin goes from UTC+2 to UTC+1 on 2026-10-25.
  const from = at('2026-10-19T22:00+02:00');
  const weekly = silence({ from, to: from + 2 * HOUR, repeat: { type: 'weekly', days: [1, 4] } });
  expect(shown(timesOf(weekly, 'Europe/Berlin', from - 1, 4))).toEqual([
    ['2026-10-19T20:00:00.000Z', 2],
    ['2026-10-22T20:00:00.000Z', 2],
    ['2026-10-26T21:00:00.000Z', 2],
    ['2026-10-29T21:00:00.000Z', 2],
  ]);
  expect(weekly.windowAt(at('2026-10-26T22:59Z'), 'Europe/Berlin')).toBeDefined();
  expect(weekly.windowAt(at('2026-10-26T23:00Z'), 'Europe/Berlin')).toBeUndefined();
  expect(weekly.windowAt(at('2026-10-12T20:30Z'), 'Europe/Berlin')).toBeUndefined();
});

it('weekly: one that is longer than a day holds over its days', () => {
  const friday = at('2026-11-27T18:00Z');
  const weekend = silence({ from: friday, to: friday + 60 * HOUR, repeat: { type: 'weekly', days: [5] } });
  expect(weekend.windowAt(at('2026-12-06T12:00Z'), 'UTC')?.from).toBe(at('2026-12-04T18:00Z'));
  expect(weekend.windowAt(at('2026-12-07T12:00Z'), 'UTC')).toBeUndefined();
});

it('cron: each time for so long, in its zone, between from and to', () => {
  const repeat = { type: 'cron' as const, cron: '30 2 * * 6', forMs: 2 * HOUR };
  const cron = silence({ from: MONDAY, to: MONDAY + 20 * 24 * HOUR, repeat, zone: 'Asia/Seoul' });
  expect(shown(timesOf(cron, 'UTC', MONDAY, 9))).toEqual([
    ['2026-11-27T17:30:00.000Z', 2],
    ['2026-12-04T17:30:00.000Z', 2],
    ['2026-12-11T17:30:00.000Z', 2],
  ]);
  expect(cron.windowAt(at('2026-11-27T17:30Z'), 'UTC')).toBeDefined();
  expect(cron.windowAt(at('2026-11-27T19:29Z'), 'UTC')).toBeDefined();
  expect(cron.windowAt(at('2026-11-27T19:30Z'), 'UTC')).toBeUndefined();
  expect(cron.windowAt(at('2026-11-20T18:00Z'), 'UTC')).toBeUndefined();
});

it('says what cannot work', () => {
  const times = { from: 0, to: 1, repeat: null, zone: null };
  expect(silenceFault(times)).toBeUndefined();
  expect(silenceFault({ ...times, to: 0 })).toContain('after');
  expect(silenceFault({ ...times, zone: 'Mars/Base' })).toContain('Mars/Base');
  expect(
    silenceFault({ ...times, repeat: { type: 'cron', cron: '61 * * * *', forMs: 1_000 } }),
  ).toBeDefined();
  expect(
    silenceFault({ ...times, repeat: { type: 'cron', cron: '*/5 * * * *', forMs: 1_000 } }),
  ).toBeUndefined();
  expect(silenceFault({ ...times, to: 8 * 24 * HOUR, repeat: { type: 'weekly', days: [1] } })).toContain(
    'week',
  );
});

it('on call: within his time, at its next begin, over midnight', () => {
  const office = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' };
  expect(onCallAt(office, 'UTC', MONDAY + 9 * HOUR)).toBe(MONDAY + 9 * HOUR);
  expect(onCallAt(office, 'UTC', MONDAY + 17 * HOUR)).toBe(MONDAY + 32 * HOUR);
  expect(onCallAt(office, 'UTC', MONDAY + 4 * 24 * HOUR + 18 * HOUR)).toBe(MONDAY + 7 * 24 * HOUR + 8 * HOUR);
  const night = { days: [0], from: '22:00', to: '06:00' };
  expect(onCallAt(night, 'UTC', MONDAY + 5 * HOUR)).toBe(MONDAY + 5 * HOUR);
  expect(onCallAt(night, 'UTC', MONDAY + 6 * HOUR)).toBe(MONDAY + 6 * 24 * HOUR + 22 * HOUR);
  expect(onCallAt({ ...office, zone: 'Asia/Seoul' }, 'UTC', MONDAY)).toBe(MONDAY);
});
