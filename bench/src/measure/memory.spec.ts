import { describe, expect, it } from 'vitest';
import { residentIn } from './memory.ts';

describe('residentIn', () => {
  it('reads kB', () => {
    expect(residentIn('VmHWM:\t   9000 kB\nVmRSS:\t    8124 kB\nThreads:\t1\n')).toBe(8_124);
    expect(residentIn('')).toBeNaN();
  });
});
