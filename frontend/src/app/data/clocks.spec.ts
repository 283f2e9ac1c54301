import { TestBed } from '@angular/core/testing';
import { computed } from '@angular/core';
import { describe, expect, it } from 'vitest';
import { SERVER_CLOCK, Seconds } from './clocks';
import { ServerClock } from './server-clock';
import { NOON } from './testing';

describe('the minute', () => {
  it("is the server's, and moves only when a minute begins", () => {
    let here = 0;
    const clock = new ServerClock(() => here);
    TestBed.configureTestingModule({ providers: [{ provide: SERVER_CLOCK, useValue: clock }] });
    const seconds = TestBed.inject(Seconds);
    let turns = 0;
    const told = computed(() => {
      turns++;
      return seconds.minute();
    });
    expect(told()).toBeNaN();
    clock.observe(NOON + 58_500);
    for (const [ms, minute] of [
      [0, NOON],
      [1000, NOON],
      [2000, NOON + 60_000],
      [3000, NOON + 60_000],
    ] as const) {
      here = ms;
      seconds.tick();
      expect(told()).toBe(minute);
    }
    expect(turns).toBe(3);
  });
});
