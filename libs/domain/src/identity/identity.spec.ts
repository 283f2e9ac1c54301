import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choosePublicId, identityKey } from './index.js';

it('gives the bare id to the first, a longer one to the next, and never the same twice', () => {
  const key = fc.record({
    dialect: fc.constantFrom('native', 'generic', 'tasmota'),
    base: fc.constantFrom('', 'home', 'plant'),
    id: fc.constantFrom('a', 'b', 'home/a'),
  });
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
      const taken = new Set<string>();
      for (const one of keys) {
        const id = choosePublicId(one, (candidate) => taken.has(candidate));
        expect(taken.has(id)).toBe(false);
        taken.add(id);
      }
    }),
  );
  expect(choosePublicId({ dialect: 'native', base: '', id: 'a' }, () => false)).toBe('a');
  expect(choosePublicId({ dialect: 'generic', base: '', id: 'a' }, (id) => id === 'a')).toBe('generic/a');
  expect(choosePublicId({ dialect: 'x', base: 'home', id: 'a' }, (id) => id === 'a')).toBe('home/a');
});

it('keeps identities apart by every part', () => {
  const key = { dialect: 'd', base: 'b', id: 'i' };
  const keys = [
    identityKey('s', key),
    identityKey('t', key),
    identityKey('s', { ...key, base: '' }),
    identityKey('s', { ...key, id: 'j' }),
    identityKey('s', { ...key, dialect: 'e' }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
