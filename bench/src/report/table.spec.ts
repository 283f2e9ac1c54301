import { describe, expect, it } from 'vitest';
import { figure, renderTable } from './table.ts';

describe('figure', () => {
  it.each([
    [0, '0.0'],
    [1.234, '1.23'],
    [12.34, '12.3'],
    [-3, '-3.00'],
    [12_345.6, '12,346'],
    [NaN, '–'],
  ])('writes %d', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('renderTable', () => {
  it('puts words left and numbers right', () => {
    const rows = [
      ['bare', 1_000, 'x'],
      ['backend', 2.5, ''],
    ];
    expect(renderTable({ title: 'Cost', head: ['who', 'µs', 'note'], rows }).split('\n')).toEqual([
      'Cost',
      '',
      'who         µs  note',
      '───────  ─────  ────',
      'bare     1,000  x',
      'backend   2.50',
    ]);
  });

  it('tells counts to the last digit', () => {
    const rows = [['a', 1_234, 7]];
    expect(renderTable({ title: '', head: ['', 'bytes', 'files'], rows })).toContain('a  1,234      7');
  });
});
