import { describe, expect, it } from 'vitest';
import { openFilesIn } from './file-limits.ts';

describe('openFilesIn', () => {
  it.each([
    [
      'Max processes   100   100   processes\nMax open files            1024                 20000  files\n',
      1_024,
    ],
    ['Max open files            unlimited            unlimited  files\n', Infinity],
    ['', Infinity],
  ])('reads the limit in force', (table, limit) => {
    expect(openFilesIn(table)).toBe(limit);
  });
});
