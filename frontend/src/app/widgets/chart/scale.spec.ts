import { describe, expect, it } from 'vitest';
import { lonely } from './plot-options';
import { decimalsOfStep, extent, spread, valueRange, type Limit } from './scale';
import { keyPlace } from './steps';
import { SortedPoints } from '../../data/sorted-points';

const above = (value: number): Limit => ({ value, severity: 'critical', side: 'above' });

describe('the value axis', () => {
  it('shows the data with room, and the limits near it', () => {
    const [low, high] = valueRange([-20, -18], [above(-15), above(50)]);
    expect(low).toBeLessThan(-20);
    expect(high).toBeGreaterThan(-15);
    expect(high).toBeLessThan(0);
  });

  it('gives a flat line a span, and keeps positive values above zero', () => {
    const [low, high] = valueRange([0.1, 0.1], []);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeGreaterThan(0.1);
    expect(valueRange([5, 5], [], true)[0]).toBe(0);
    expect(valueRange(undefined, [])[1]).toBeGreaterThan(0);
  });

  it('knows lowest and highest inside of the view only', () => {
    const track = new SortedPoints(10);
    for (const [t, v] of [
      [0, 99],
      [10, 3],
      [20, 5],
      [30, -99],
    ] as const)
      track.add(t, v);
    expect(extent([track], { from: 5, to: 25 })).toEqual([3, 5]);
    expect(extent([track], { from: 100, to: 200 })).toBeUndefined();
  });

  it.each([
    [1, 0],
    [0.5, 1],
    [0.25, 2],
    [50, 0],
    [0, 0],
  ])('writes steps of %d with %d decimals', (step, decimals) => {
    expect(decimalsOfStep(step)).toBe(decimals);
  });
});

describe('names at the ends of lines', () => {
  it('are moved apart, in their order and inside of the chart', () => {
    expect(spread([50, 52, 10], 15, 0, 100)).toEqual([50, 65, 10]);
    expect(spread([98, 99], 15, 0, 100)).toEqual([85, 100]);
  });
});

describe('points without neighbours', () => {
  it('are drawn as dots', () => {
    expect(lonely([1, null, 2, 3, null, undefined, 4])).toEqual([0, 6]);
    expect(lonely([])).toEqual([]);
  });
});

describe('keys on a chart', () => {
  const points = new SortedPoints(100);
  for (let t = 0; t <= 50; t++) points.add(t, t);
  const view = { from: 10, to: 40 };
  const press = (key: string, cursor: number | null, shiftKey = false): number | null | undefined =>
    keyPlace({ key, shiftKey }, points, view, cursor);

  it('move the crosshair from point to point inside of the view', () => {
    expect(press('ArrowLeft', null)).toBe(40);
    expect(press('ArrowLeft', 40)).toBe(39);
    expect(press('ArrowRight', 20)).toBe(21);
    expect(press('ArrowRight', 20.5)).toBe(21);
    expect(press('ArrowLeft', 10)).toBe(10);
    expect(press('ArrowRight', 20, true)).toBe(30);
    expect([press('Home', 20), press('End', 20), press('PageUp', 25)]).toEqual([10, 40, 15]);
  });

  it('take it away, and leave other keys alone', () => {
    expect([press('Escape', 20), press('Escape', null), press('a', 20)]).toEqual([
      null,
      undefined,
      undefined,
    ]);
    expect(keyPlace({ key: 'ArrowLeft', shiftKey: false }, undefined, view, null)).toBeUndefined();
  });
});
