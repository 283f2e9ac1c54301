import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RangeControl } from './range-control';
import type { TimeRange } from './time-range';

const NOW = 1_000_000_000;
const last = (ms: number): TimeRange => ({ kind: 'last', ms });
const fixed = (from: number, to: number): TimeRange => ({ kind: 'fixed', from, to });

describe('a range control', () => {
  let control: RangeControl;
  beforeEach(() => {
    vi.useFakeTimers();
    control = new RangeControl(last(60_000), () => NOW);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes back through the ranges that were shown', () => {
    control.go(last(300_000));
    control.show({ from: NOW - 200_000, to: NOW - 100_000 });
    expect(control.range()).toEqual(fixed(NOW - 200_000, NOW - 100_000));
    expect([control.back(), control.range()]).toEqual([true, last(300_000)]);
    expect([control.back(), control.range()]).toEqual([true, last(60_000)]);
    expect([control.back(), control.range()]).toEqual([false, last(60_000)]);
  });

  it('shows what is dragged, and forgets it or makes it the range', () => {
    control.drag({ from: NOW - 500_000, to: NOW - 400_000 });
    expect([control.view().to, control.live(), control.range()]).toEqual([
      NOW - 400_000,
      false,
      last(60_000),
    ]);
    control.cancel();
    expect([control.view().to, control.live()]).toEqual([NOW, true]);
    control.drag({ from: NOW - 500_000, to: NOW - 400_000 });
    control.drop();
    expect([control.range(), control.preview()]).toEqual([fixed(NOW - 500_000, NOW - 400_000), null]);
  });

  it('makes one change of many turns of a wheel', () => {
    for (let i = 0; i < 5; i++) {
      control.wheel(2, NOW);
      vi.advanceTimersByTime(100);
    }
    expect([control.range(), control.view().from]).toEqual([last(60_000), NOW - 32 * 60_000]);
    vi.advanceTimersByTime(250);
    expect(control.range()).toEqual(last(32 * 60_000));
    control.back();
    expect(control.range()).toEqual(last(60_000));
  });

  it('holds what is seen and follows the present again', () => {
    control.hold();
    expect([control.range(), control.live()]).toEqual([fixed(NOW - 60_000, NOW), false]);
    control.goLive();
    expect([control.range(), control.live()]).toEqual([last(60_000), true]);
  });

  it('takes the way back of the browser as its own', () => {
    control.go(last(300_000));
    control.take(last(60_000));
    expect([control.range(), control.hasPast()]).toEqual([last(60_000), false]);
  });
});
