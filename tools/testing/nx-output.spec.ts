import { expect, it } from 'vitest';
import { failedSections } from './nx-output.ts';

const OUTPUT = `
 NX   Running target test for 2 projects:

- a
- b


> nx run a:test

all is well

> nx run b:test  [local cache]

it broke



 NX   Running target test for 2 projects failed

Failed tasks:

- b:test

  Run duration: 1s
`;

it('keeps what the failed tasks printed', () => {
  expect(failedSections(OUTPUT)).toBe('> b:test  [local cache]\n\nit broke\n');
});

it('leaves what is not of Nx, or not understood, alone', () => {
  expect(failedSections('x\n')).toBe('x\n');
  expect(failedSections('Failed tasks:\n\n- c:test\n')).toBe('Failed tasks:\n\n- c:test\n');
});
