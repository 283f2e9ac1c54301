import { describe, expect, it } from 'vitest';
import type { IngestStats } from '../ports/live-bus.js';
import { KEPT_EVERY_MS, KEPT_MS, Rates } from './rates.js';

const START = Date.UTC(2026, 10, 23, 12);

/** Counts of `seconds` seconds at 4 messages and 10 readings a second. */
function after(seconds: number): IngestStats {
  return { messages: 4 * seconds, readings: 10 * seconds } as IngestStats;
}

function run(rates: Rates, seconds: number): number {
  for (let s = 0; s <= seconds; s++) rates.note(after(s), (START + s * 1_000) * 1_000);
  return START + seconds * 1_000;
}

describe('the rates of the last minutes', () => {
  it('are there every five seconds, oldest first', () => {
    const rates = new Rates();
    const recent = rates.recent(run(rates, 21));
    expect(recent.map(({ t }) => t - START)).toEqual([1_000, 6_000, 11_000, 16_000, 21_000]);
    expect(recent.at(-1)).toEqual({ t: START + 21_000, messagesPerSecond: 4, readingsPerSecond: 10 });
  });

  it('go after a quarter of an hour, also when nothing comes any more', () => {
    const rates = new Rates();
    const now = run(rates, 3_600);
    expect(rates.recent(now)).toHaveLength(KEPT_MS / KEPT_EVERY_MS);
    expect(rates.recent(now + KEPT_MS + 1)).toEqual([]);
  });

  it('begin anew after the clock was set back', () => {
    const rates = new Rates();
    run(rates, 60);
    rates.note(after(61), (START - 3_600_000) * 1_000);
    rates.note(after(62), (START - 3_599_000) * 1_000);
    const t = START - 3_599_000;
    expect(rates.recent(START - 3_598_000)).toEqual([{ t, messagesPerSecond: 4, readingsPerSecond: 10 }]);
  });
});
