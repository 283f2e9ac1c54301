import { describe, expect, it, vi } from 'vitest';
import { ServerClock } from './server-clock';
import { NOON } from './testing';

function setUp(): { clock: ServerClock; pass: (ms: number) => void } {
  let here = 5000;
  const clock = new ServerClock(() => here);
  return { clock, pass: (ms) => (here += ms) };
}

describe('ServerClock', () => {
  it('knows no time before the server has told it', () => {
    expect(setUp().clock.now()).toBeNaN();
  });

  it('tells the time of the server while the clock of the viewer is an hour off', () => {
    vi.useFakeTimers({ now: NOON + 3_600_000 });
    const { clock, pass } = setUp();
    clock.restart(NOON);
    pass(14_000);
    expect(clock.now() - NOON).toBe(14_000);
    vi.useRealTimers();
  });

  it('does not move when the clock of the viewer is set', () => {
    vi.useFakeTimers({ now: NOON });
    const { clock } = setUp();
    clock.restart(NOON);
    vi.setSystemTime(NOON - 3_600_000);
    expect(clock.now()).toBe(NOON);
    vi.useRealTimers();
  });

  it('trusts the fastest event, since events come late but never early', () => {
    const { clock, pass } = setUp();
    clock.restart(NOON);
    pass(1000);
    clock.observe(NOON + 400);
    expect(clock.now()).toBe(NOON + 1000);
    clock.observe(NOON + 1030);
    expect(clock.now()).toBe(NOON + 1030);
  });

  it('follows a server whose clock runs slower within two minutes', () => {
    const { clock, pass } = setUp();
    clock.restart(NOON);
    for (let s = 1; s <= 150; s++) {
      pass(1000);
      clock.observe(NOON + s * 990);
    }
    expect(clock.now() - (NOON + 150 * 990)).toBeLessThan(1300);
  });

  it('adds the time that the machine has slept', () => {
    const { clock } = setUp();
    clock.restart(NOON);
    clock.skip(60_000);
    expect(clock.now()).toBe(NOON + 60_000);
  });
});
