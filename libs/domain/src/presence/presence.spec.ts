import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeCause,
  formatDuration,
  judgeDevice,
  newConnectedClock,
  newSeriesArrivals,
  noteArrival,
  readClock,
  startClock,
  stopClock,
  type DeviceFacts,
  type SeriesArrivals,
} from './index.js';

const SECOND = 1_000_000;
const UP: DeviceFacts = { saidOnline: undefined, heardSince: false, linkUp: true };

/** A numeric series that came every `seconds`, `times` times; its last arrival is at the returned time. */
function regular(seconds: number, times: number): { series: SeriesArrivals; at: number } {
  const series = newSeriesArrivals('number');
  let at = 0;
  for (let i = 0; i < times; i++) noteArrival(series, (at = i * seconds * SECOND));
  return { series, at };
}

function presenceAfter(series: SeriesArrivals, at: number, facts = UP): string {
  return judgeDevice(facts, [series], at).presence;
}

describe('a regular series', () => {
  it.each([
    [1, 3, 'live'],
    [1, 3.1, 'late'],
    [1, 30, 'late'],
    [1, 30.1, 'stale'],
    [10, 20, 'live'],
    [10, 20.1, 'late'],
    [10, 50, 'late'],
    [10, 50.1, 'stale'],
  ])('every %d s, silent for %d s: %s', (interval, silent, expected) => {
    const { series, at } = regular(interval, 10);
    expect(presenceAfter(series, at + silent * SECOND)).toBe(expected);
  });

  it('gives its reason in words', () => {
    const { series, at } = regular(1, 10);
    const { cause } = judgeDevice(UP, [series], at + 42 * SECOND);
    expect(describeCause(cause)).toBe('no reading for 42 s, usually every 1 s');
  });
});

describe('other series', () => {
  it('counts as live for 15 minutes while its interval is unknown, then as late', () => {
    const { series, at } = regular(60, 3);
    expect(presenceAfter(series, at + 15 * 60 * SECOND)).toBe('live');
    expect(presenceAfter(series, at + 15 * 60 * SECOND + 1)).toBe('late');
    expect(presenceAfter(series, at + 1e6 * SECOND)).toBe('late');
  });

  it('goes by the stated interval from the first reading on', () => {
    const { series, at } = regular(60, 1);
    series.stated = 10_000;
    expect(presenceAfter(series, at + 60 * SECOND)).toBe('stale');
  });

  it('never calls a boolean, a text or an irregular series late', () => {
    const door = newSeriesArrivals('boolean');
    noteArrival(door, 0);
    expect(presenceAfter(door, 1e6 * SECOND)).toBe('live');
    const irregular = newSeriesArrivals('number');
    for (const at of [0, 1, 61, 63, 400, 401]) noteArrival(irregular, at * SECOND);
    expect(presenceAfter(irregular, 1e6 * SECOND)).toBe('live');
  });

  it('lets no silent boolean hide that the numbers of a device are stale', () => {
    const { series, at } = regular(1, 10);
    const door = newSeriesArrivals('boolean');
    noteArrival(door, at);
    expect(judgeDevice(UP, [series, door], at + 60 * SECOND).presence).toBe('stale');
    expect(judgeDevice(UP, [series, door], at + 3_600 * SECOND).presence).toBe('stale');
    noteArrival(door, at + 3_600 * SECOND);
    expect(judgeDevice(UP, [series, door], at + 3_601 * SECOND).presence).toBe('live');
  });
});

describe('a device', () => {
  it('was never seen if no reading came', () => {
    expect(judgeDevice(UP, [], 0)).toMatchObject({ presence: 'never', cause: { code: 'nothing-yet' } });
    expect(presenceAfter(newSeriesArrivals('number'), 0)).toBe('never');
  });

  it('is offline by its last will until a reading comes after it', () => {
    const { series, at } = regular(1, 10);
    const will: DeviceFacts = { saidOnline: false, heardSince: false, linkUp: true };
    expect(presenceAfter(series, at, will)).toBe('offline');
    expect(presenceAfter(series, at, { ...will, heardSince: true })).toBe('live');
  });

  it('is stale at once when its gateway is offline, but never was if nothing came', () => {
    const { series, at } = regular(1, 10);
    const facts: DeviceFacts = { ...UP, gatewayOffline: 'Attic' };
    const state = judgeDevice(facts, [series], at);
    expect(state).toMatchObject({ presence: 'stale', series: ['stale'] });
    expect(describeCause(state.cause)).toBe('its gateway Attic is offline');
    expect(presenceAfter(newSeriesArrivals('number'), 0, facts)).toBe('never');
    expect(presenceAfter(series, at, { ...facts, saidOnline: false })).toBe('offline');
    expect(presenceAfter(series, at, { ...facts, linkUp: false })).toBe('unknown');
  });

  it('is unknown while its link is down, whatever else was said', () => {
    const { series, at } = regular(1, 10);
    expect(
      presenceAfter(series, at + 999 * SECOND, { saidOnline: false, heardSince: false, linkUp: false }),
    ).toBe('unknown');
  });

  it('is unknown after our restart until its silence is stale', () => {
    const { series } = regular(1, 10);
    series.last = 0;
    series.beforeRestart = true;
    expect(presenceAfter(series, 5 * SECOND)).toBe('unknown');
    expect(presenceAfter(series, 31 * SECOND)).toBe('stale');
    noteArrival(series, 40 * SECOND);
    expect(presenceAfter(series, 41 * SECOND)).toBe('live');
  });
});

describe('laws', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 5, maxLength: 80 });
  const rank = (presence: string) => ['live', 'late', 'stale'].indexOf(presence);

  it('a silence only ever makes a series older: live, late, stale, in this order', () => {
    fc.assert(
      fc.property(gaps, fc.array(fc.nat(100_000), { minLength: 2 }), (arrivals, silences) => {
        const series = newSeriesArrivals('number');
        let at = 0;
        for (const gap of arrivals) noteArrival(series, (at += gap * SECOND));
        const ranks = silences
          .sort((a, b) => a - b)
          .map((silent) => rank(presenceAfter(series, at + silent * SECOND)));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        expect(ranks.every((one) => one >= 0)).toBe(true);
      }),
    );
  });

  it('right after a reading every series is live', () => {
    fc.assert(
      fc.property(gaps, (arrivals) => {
        const series = newSeriesArrivals('number');
        let at = 0;
        for (const gap of arrivals) noteArrival(series, (at += gap * SECOND));
        expect(presenceAfter(series, at)).toBe('live');
      }),
    );
  });

  it('the time of a lost link counts for nobody', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000))), (spells) => {
        const clock = newConnectedClock();
        let now = 0;
        let connected = 0;
        for (const [up, down] of spells) {
          startClock(clock, now);
          now += up;
          connected += up;
          expect(readClock(clock, now)).toBe(connected);
          stopClock(clock, now);
          now += down;
          expect(readClock(clock, now)).toBe(connected);
        }
      }),
    );
  });
});

it.each([
  [250, '250 ms'],
  [42_000, '42 s'],
  [240_000, '4 min'],
  [111_600_000, '31 h'],
  [259_200_000, '3 d'],
])('says %d ms as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
