import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../stage/checkout.ts';
import { waitBefore } from './back-off.ts';

const PAGE = join(ROOT, 'frontend/src/app/data');

/** Code of a file without its comments. */
function codeOf(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\/\s*/gu, '');
}

describe('waitBefore', () => {
  it('waits as the page does', () => {
    expect([0, 1, 2, 3, 4, 5, 60].map((failures) => waitBefore(failures, 1))).toEqual([
      3_000, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
    expect(waitBefore(2, 0.25)).toBe(500);
  });

  it('is the code of the page', () => {
    const own = codeOf(join(import.meta.dirname, 'back-off.ts'));
    const upWithin = 'UP_WITHIN_MS = 5_000;';
    expect(own.replace(`export const ${upWithin}\n\n`, '')).toBe(codeOf(join(PAGE, 'back-off.ts')));
    expect(codeOf(join(PAGE, 'live-line.ts'))).toContain(upWithin);
  });
});
