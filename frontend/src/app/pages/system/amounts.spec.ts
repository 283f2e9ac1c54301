import { describe, expect, it } from 'vitest';
import { Numbers } from '../../ui/format/numbers';
import type { Texts } from '../../ui/texts/texts';
import { bytesText, msText, rateText } from './amounts';

const english = { numbers: () => new Numbers('en') } as Texts;

describe('amounts', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [48_200_000, '48.2 MB'],
    [182_400_000, '182 MB'],
    [999_600, '1.0 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(english, bytes)).toBe(text);
  });

  it('of time and rates have a decimal only while they are small', () => {
    expect([msText(english, 3.44), msText(english, 12.4), msText(english, 1500)]).toEqual([
      '3.4 ms',
      '12 ms',
      '1.5 s',
    ]);
    expect([rateText(english, 0), rateText(english, 3.44), rateText(english, 1284.2)]).toEqual([
      '0',
      '3.4',
      '1\u202f284',
    ]);
  });
});
