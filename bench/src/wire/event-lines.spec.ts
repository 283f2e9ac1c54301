import { describe, expect, it } from 'vitest';
import { EventLines } from './event-lines.ts';

const WIRE = Buffer.from(
  'retry: 2000\n\nid: 1\ndata: {"a":1}\n\n: 15\nid: 1\n\ndata: {"b":"é"}\n\nid: 2\nda',
);

function read(pieces: readonly Buffer[]): string[] {
  const found: string[] = [];
  const lines = new EventLines((data) => found.push(data.toString()));
  for (const piece of pieces) lines.take(piece);
  return found;
}

describe('EventLines', () => {
  it('finds the data of whole events, however the bytes are cut', () => {
    for (let cut = 0; cut <= WIRE.length; cut++)
      expect(read([WIRE.subarray(0, cut), WIRE.subarray(cut)])).toEqual(['{"a":1}', '{"b":"é"}']);
  });
});
