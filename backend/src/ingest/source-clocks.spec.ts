import type { Presence } from '@sensorium/contracts';
import {
  intervalOf,
  judgeDevice,
  newSeriesArrivals,
  noteArrival,
  type SeriesArrivals,
} from '@sensorium/domain/presence';
import { beforeEach, describe, expect, it } from 'vitest';
import { SourceClocks } from './source-clocks.js';

const SECOND = 1_000_000;
const TICK = SECOND / 2;
const HOUR = 3_600 * SECOND;

/** The ingest's own time, set by the test: it jumps when the machine slept or its clock was set. */
let now: number;
let clocks: SourceClocks;
let devices: SeriesArrivals[];

beforeEach(() => {
  now = Date.UTC(2026, 10, 23) * 1_000;
  clocks = new SourceClocks();
  devices = Array.from({ length: 3 }, () => newSeriesArrivals('number'));
  clocks.start('main', now);
  pass(30, { speaking: true });
});

/** Judges the fleet each half second for so long, while it speaks each two seconds or is silent. */
function pass(seconds: number, { speaking }: { speaking: boolean }): void {
  for (let tick = 0; tick < seconds * 2; tick++) {
    now += TICK;
    if (speaking && tick % 4 === 0) for (const one of devices) noteArrival(one, clocks.read('main', now));
    fleet();
  }
}

function fleet(): Presence[] {
  const facts = { saidOnline: undefined, heardSince: true, linkUp: clocks.isRunning('main') };
  return devices.map((one) => judgeDevice(facts, [one], clocks.read('main', now)).presence);
}

describe('a jump of the clock by an hour', () => {
  it.each([HOUR, -HOUR])('makes nobody stale while the link is down (%d µs)', (jump) => {
    clocks.stop('main', now);
    pass(2, { speaking: false });
    expect(fleet()).toEqual(['unknown', 'unknown', 'unknown']);
    now += jump;
    fleet();
    clocks.start('main', now);
    expect(fleet()).toEqual(['live', 'live', 'live']);
  });

  it.each([HOUR, -HOUR])('makes nobody stale while the link seems to be up (%d µs)', (jump) => {
    now += jump;
    expect(fleet()).toEqual(['live', 'live', 'live']);
    pass(2, { speaking: false });
    clocks.stop('main', now);
    pass(10, { speaking: false });
    clocks.start('main', now);
    expect(fleet()).toEqual(['live', 'live', 'live']);
  });

  it('is no gap between arrivals', () => {
    now += HOUR;
    pass(10, { speaking: true });
    expect(devices.map(intervalOf)).toEqual([2_000, 2_000, 2_000]);
  });

  it('hides no silence that comes after it', () => {
    now += HOUR;
    pass(31, { speaking: false });
    expect(fleet()).toEqual(['stale', 'stale', 'stale']);
  });

  it('takes a time a little before the last one for what it is', () => {
    const at = clocks.read('main', now);
    expect(clocks.read('main', now - 1_000)).toBe(at - 1_000);
    expect(clocks.read('main', now + 1_000)).toBe(at + 1_000);
  });
});
