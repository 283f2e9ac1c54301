import { describe, expect, it } from 'vitest';
import { knownWith, strangerOf, tokenOf } from './strangers';

const SITES = ['Busan cold terminal', 'Porto waterworks', 'Rotterdam greenhouse park'];
const NAMES = new Map([
  ['busan-freezer-1', 'Freezer 1'],
  ['busan-freezer-2', 'Freezer 2'],
  ['porto-tank', 'Tank'],
  ['mill-tank', 'Tank'],
]);
const DEVICES = [...NAMES.keys()];
const NONE = new Map<string, string>();

describe('what fits nothing that there is', () => {
  it('is found, with what may be meant', () => {
    expect(strangerOf(['Busan cold'], SITES, NONE)).toEqual({
      token: 'Busan cold',
      meant: ['Busan cold terminal'],
    });
    expect(strangerOf(['Porto waterworks', 'Harbour'], SITES, NONE)).toEqual({ token: 'Harbour', meant: [] });
    expect(strangerOf(['freezer 2'], DEVICES, NAMES)?.meant).toEqual(['busan-freezer-2']);
  });

  it('is not what is there, nor a glob that fits', () => {
    expect(strangerOf(['Busan*', 'Porto waterworks'], SITES, NONE)).toBeNull();
    expect(strangerOf(['Busam*'], SITES, NONE)?.token).toBe('Busam*');
    expect(strangerOf(['busan-freezer-1'], [], NAMES)).toBeNull();
  });

  it('offers nothing twice', () => {
    expect(strangerOf(['Busan cold terminal', 'busan'], SITES, NONE)?.meant).toEqual([]);
  });
});

it('suggestions have every word of what is typed, in the id or in the name', () => {
  expect(knownWith(DEVICES, 'freezer', NAMES)).toEqual(['busan-freezer-1', 'busan-freezer-2']);
  expect(knownWith(DEVICES, 'tank mill', NAMES)).toEqual(['mill-tank']);
  expect(knownWith(DEVICES, '', NAMES)).toEqual(DEVICES);
});

it.each([
  ['Freezer 1', 'busan-freezer-1'],
  ['freezer 1', 'busan-freezer-1'],
  ['Tank', 'Tank'],
  ['busan-freezer-1', 'busan-freezer-1'],
  ['Freezer', 'Freezer'],
])('%s stands for %s', (typed, token) => {
  expect(tokenOf(typed, NAMES)).toBe(token);
});
