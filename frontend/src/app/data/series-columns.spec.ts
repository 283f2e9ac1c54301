import { describe, expect, it } from 'vitest';
import { SeriesColumns } from './series-columns';

describe('SeriesColumns', () => {
  it('finds the same row for the same names only', () => {
    const series = new SeriesColumns();
    const row = series.row('a/b', 'c');
    expect(series.row('a/b', 'c')).toBe(row);
    expect(series.row('a', 'b/c')).not.toBe(row);
  });

  it('takes names that objects would trip over', () => {
    const series = new SeriesColumns();
    const row = series.row('__proto__', 'constructor');
    series.set(row, 1, 7);
    expect(series.number(series.row('__proto__', 'constructor'))).toBe(7);
  });

  it('holds numbers, booleans and texts', () => {
    const series = new SeriesColumns();
    const row = series.row('d', 'm');
    expect(series.time(row)).toBeNaN();
    series.set(row, 5, true);
    expect(series.number(row)).toBe(1);
    series.set(row, 6, 'standby');
    expect(series.text(row)).toBe('standby');
    expect(series.number(row)).toBeNaN();
    series.set(row, 7, 21.5);
    expect([series.text(row), series.number(row), series.time(row)]).toEqual([undefined, 21.5, 7]);
  });

  it('remembers the most decimals, so that figures do not jump', () => {
    const series = new SeriesColumns();
    const row = series.row('d', 'm');
    for (const value of [21, 21.25, 21.5]) series.set(row, value, value);
    expect(series.decimals(row)).toBe(2);
  });

  it('uses the rows of a removed device again, empty', () => {
    const series = new SeriesColumns();
    const row = series.row('old', 'm');
    series.set(row, 1, 3.25);
    series.drop('old');
    const again = series.row('new', 'm');
    expect(again).toBe(row);
    expect([series.time(again), series.number(again), series.decimals(again)]).toEqual([NaN, NaN, 0]);
    expect(series.points(again).length).toBe(0);
  });

  it('keeps values when it grows', () => {
    const series = new SeriesColumns();
    for (let i = 0; i < 1000; i++) series.set(series.row(`d${i}`, 'm'), i, i);
    expect(series.number(series.row('d3', 'm'))).toBe(3);
    expect(series.number(series.row('d999', 'm'))).toBe(999);
  });
});
