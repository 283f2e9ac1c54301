import { describe, expect, it } from 'vitest';
import { brushed, partAt, wholeOf } from './brush';

const WHOLE = { from: 0, to: 1000 };
const VIEW = { from: 400, to: 600 };

describe('a brush', () => {
  it('moves its edges and its middle inside of what there is', () => {
    expect(brushed('from', VIEW, -100, WHOLE, 10)).toEqual({ from: 300, to: 600 });
    expect(brushed('to', VIEW, 900, WHOLE, 10)).toEqual({ from: 400, to: 1000 });
    expect(brushed('middle', VIEW, 900, WHOLE, 10)).toEqual({ from: 800, to: 1000 });
    expect(brushed('middle', VIEW, -900, WHOLE, 10)).toEqual({ from: 0, to: 200 });
  });

  it('never closes', () => {
    expect(brushed('from', VIEW, 500, WHOLE, 10)).toEqual({ from: 590, to: 600 });
    expect(brushed('to', VIEW, -500, WHOLE, 10)).toEqual({ from: 400, to: 410 });
  });

  it('is taken at the nearer edge, in its middle, or not at all', () => {
    const parts = [38, 44, 50, 57, 70].map((x) => partAt(x, 40, 60, 5));
    expect(parts).toEqual(['from', 'from', 'middle', 'to', null]);
    expect(partAt(41, 40, 42, 5)).toBe('to');
  });
});

describe('the overview', () => {
  it('shows four times the view, and not the future', () => {
    expect(wholeOf(null, { from: 900, to: 1000 }, 1000)).toEqual({ from: 600, to: 1000 });
    expect(wholeOf(null, { from: 400, to: 500 }, 10_000)).toEqual({ from: 250, to: 650 });
  });

  it('stays while the view fits into it', () => {
    expect(wholeOf(WHOLE, { from: 100, to: 140 }, 1000)).toBe(WHOLE);
    expect(wholeOf(WHOLE, { from: 100, to: 120 }, 1000)).toEqual({ from: 70, to: 150 });
    expect(wholeOf(WHOLE, { from: 100, to: 900 }, 1000)).not.toBe(WHOLE);
    expect(wholeOf(WHOLE, { from: -10, to: 100 }, 1000)).not.toBe(WHOLE);
  });

  it('follows the present in steps', () => {
    expect(wholeOf(WHOLE, { from: 800, to: 1010 }, 1010)).toBe(WHOLE);
    expect(wholeOf(WHOLE, { from: 820, to: 1030 }, 1030)).toEqual({ from: 30, to: 1030 });
  });
});
