import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatCursor, parseCursor, parseSelection, selectionKey, selects, type Selection } from './index.js';

function selection(names: string[]): Selection {
  const parsed = parseSelection(names);
  if ('badName' in parsed) throw new Error(`not a selection: ${parsed.badName}`);
  return parsed;
}

const lamp = { device: 'Living room/lamp', uid: 'u1', metric: 'power' };

it.each([
  [['Living%20room%2Flamp/power'], true],
  [['u1/power'], true],
  [['*/power'], true],
  [['u1/*'], true],
  [['*/*'], true],
  [['*/energy', 'x/power'], false],
])('%j selects the lamp: %s', (names, expected) => {
  expect(selects(selection(names), lamp)).toBe(expected);
});

it('names the entry that cannot be read', () => {
  expect(parseSelection(['a/b', 'nonsense'])).toEqual({ badName: 'nonsense' });
});

it('has one key for the same names in any order', () => {
  expect(selectionKey(selection(['a/b', 'c/d']))).toBe(selectionKey(selection(['c/d', 'a/b'])));
  expect(selectionKey(selection(['a/b']))).not.toBe(selectionKey({ all: true }));
});

it('reads back every cursor that it writes, and no other text', () => {
  const cursor = fc.record({
    epoch: fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/),
    sequence: fc.nat(),
    time: fc.maxSafeNat(),
  });
  fc.assert(
    fc.property(cursor, (one) => {
      expect(parseCursor(formatCursor(one))).toEqual(one);
      const old = { epoch: one.epoch, sequence: one.sequence };
      expect(parseCursor(formatCursor(old))).toEqual(old);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const parsed = parseCursor(text);
      if (parsed) expect(formatCursor(parsed)).toBe(text);
    }),
  );
});
