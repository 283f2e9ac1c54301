import { describe, expect, it } from 'vitest';
import { hairs } from './hairs';

describe('hairs', () => {
  const at = (...times: number[]): { length: number; time: (i: number) => number } => ({
    length: times.length,
    time: (i) => times[i] ?? NaN,
  });

  it('stand newest right, one for each message, none outside of the window', () => {
    expect([...hairs(at(0, 50_000, 99_000), 100_000, 60_000, 60)]).toEqual([59, 10]);
  });

  it('share a pixel once', () => {
    expect([...hairs(at(99_000, 99_010), 100_000, 60_000, 60)]).toEqual([59]);
  });

  it('stay on the line when a message is newer than the last second', () => {
    expect([...hairs(at(100_400), 100_000, 60_000, 60)]).toEqual([60]);
  });
});
