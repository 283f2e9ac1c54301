import { describe, expect, it } from 'vitest';
import { busyShare, parseSchedule } from './threads.ts';

describe('parseSchedule', () => {
  it('reads ns as seconds', () => {
    expect(parseSchedule('1500000000 250000000 12\n')).toEqual({ ran: 1.5, waited: 0.25 });
  });
});

describe('busyShare', () => {
  it('leaves out the time in which others had the core', () => {
    const from = { total: 0, main: 1, mainWaited: 1 };
    expect(busyShare(from, { total: 0, main: 2, mainWaited: 3 }, 4)).toBe(0.5);
  });
});
