import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatSeriesName, isStorableName, parseSeriesName, utf8Length } from './index.js';

const wellFormed = fc.string({ unit: 'binary', minLength: 1 }).filter((s) => s.isWellFormed());

it('reads back every series name that it writes', () => {
  fc.assert(
    fc.property(wellFormed, wellFormed, (device, metric) => {
      expect(parseSeriesName(formatSeriesName(device, metric))).toEqual({ device, metric });
    }),
  );
});

it('writes the name that the API page gives as its example', () => {
  expect(formatSeriesName('Living room/lamp', 'Inputs/A')).toBe('Living%20room%2Flamp/Inputs%2FA');
});

it.each(['', '/', 'a', 'a/', '/b', 'a/b/c', '%/b', 'a/%E0%A4%A'])('refuses %j as a series name', (name) => {
  expect(parseSeriesName(name)).toBeUndefined();
});

it('keeps a star that stands for a whole part', () => {
  expect(parseSeriesName('*/temperature')).toEqual({ device: '*', metric: 'temperature' });
});

it('bounds names by UTF-8 bytes, not characters', () => {
  expect(isStorableName('a'.repeat(256))).toBe(true);
  expect(isStorableName('a'.repeat(257))).toBe(false);
  expect(isStorableName('냉'.repeat(85))).toBe(true);
  expect(isStorableName('냉'.repeat(86))).toBe(false);
});

it.each(['', 'a\u0000b', 'line\nbreak', '\u007f', '\u0085', '\ud800'])('does not store %j', (name) => {
  expect(isStorableName(name)).toBe(false);
});

it('measures as an encoder does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }),
  );
});
