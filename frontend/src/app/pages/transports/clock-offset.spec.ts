import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockOffset, type Probe } from './clock-offset';

const AHEAD = 1_700_000_000_000;

/** A probe of a clock that is ahead by {@link AHEAD}, on its way for `out` and `back` ms. */
function probe(asked: number, out: number, back: number): Probe {
  return { asked, told: asked + out + AHEAD, answered: asked + out + back };
}

describe('the clock of the server', () => {
  it('is unknown at first', () => {
    expect(new ClockOffset().at(5)).toBeNaN();
  });

  it('is told by the quickest probe', () => {
    const clock = new ClockOffset();
    for (const one of [probe(0, 50, 2), probe(100, 1, 1), probe(200, 3, 90)]) clock.add(one);
    expect([clock.at(1_000), clock.errorMs]).toEqual([AHEAD + 1_000, 1]);
  });

  it('is never wrong by more than it says', () => {
    const way = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 40 }), (ways) => {
        const clock = new ClockOffset();
        ways.forEach(([out, back], i) => clock.add(probe(i * 1_000, out, back)));
        expect(Math.abs(clock.at(0) - AHEAD)).toBeLessThanOrEqual(clock.errorMs + 0.01);
      }),
    );
  });

  it('forgets what was long ago', () => {
    const clock = new ClockOffset();
    clock.add(probe(0, 0, 0));
    for (let i = 1; i <= 12; i++) clock.add(probe(i * 1_000, 4, 4));
    expect(clock.errorMs).toBe(4);
  });
});
