import { expect, it } from 'vitest';
import { withOwnColumns } from './own-columns.js';

it('gives every column memory of its own, whatever it stands in', () => {
  const memory = new ArrayBuffer(64);
  const answer = [
    {
      t: new Float64Array(memory, 8, 2),
      v: ['a', 'b'],
      quality: Buffer.from(memory, 32, 2),
      before: { t: 1, v: 2 },
      after: null,
    },
  ];
  answer[0]?.t.set([5, 6]);
  const own = withOwnColumns(answer) as typeof answer;
  expect(own).toEqual([{ ...answer[0], quality: new Uint8Array(2) }]);
  expect(own[0]?.t.buffer.byteLength).toBe(16);
  expect(own[0]?.quality.buffer.byteLength).toBe(2);
  expect(own[0]?.t.buffer).not.toBe(memory);
});
