import { describe, expect, it } from 'vitest';
import { cpuBetween, parsePsTime, parseStat } from './cpu.ts';

describe('parseStat', () => {
  it('finds the times behind a name with spaces and brackets', () => {
    const line = '42 (node (x) y) S 1 42 42 0 -1 4194304 100 0 0 0 250 75 0 0 20 0 1 0 569302 3133440';
    expect(parseStat(line)).toEqual({ name: 'node (x) y', user: 2.5, system: 0.75 });
  });
});

describe('parsePsTime', () => {
  it.each([
    ['0:01.25', 1.25],
    [' 02:03', 123],
    ['1:00:00', 3_600],
    ['2-01:00:00', 176_400],
  ])('reads %s', (text, seconds) => {
    expect(parsePsTime(text)).toBe(seconds);
  });
});

describe('cpuBetween', () => {
  it('counts a thread that came later from zero', () => {
    const from = { user: 1, system: 2, threads: new Map([['main', 3]]) };
    const threadsLater = new Map([...from.threads, ['worker', 1]]).set('main', 3.5);
    const to = { user: 2, system: 2.5, threads: threadsLater };
    const { user, system, threads } = cpuBetween(from, to);
    expect([user, system, ...threads]).toEqual([1, 0.5, ['main', 0.5], ['worker', 1]]);
  });
});
