import { describe, expect, it } from 'vitest';
import { segmentAt, segmentsOf, stateAt, type States } from './segments';

function states(...points: [number, number][]): States {
  return { length: points.length, time: (i) => points[i]?.[0] ?? NaN, value: (i) => points[i]?.[1] ?? NaN };
}
const VIEW = { from: 0, to: 1000 };

describe('segments of a state', () => {
  it('last until the next value, and equal neighbours are one', () => {
    expect(segmentsOf(states([100, 1], [200, 1], [500, 0]), VIEW, [])).toEqual([
      { from: 100, to: 500, value: 1, kind: 'state' },
      { from: 500, to: 1000, value: 0, kind: 'state' },
    ]);
  });

  it('begin with the value that held before the view', () => {
    expect(segmentsOf(states([-500, 1]), VIEW, [])).toEqual([{ from: 0, to: 1000, value: 1, kind: 'state' }]);
  });

  it('are interrupted by gaps, and go on after them', () => {
    const segments = segmentsOf(states([0, 1]), VIEW, [{ from: 400, to: 600 }]);
    expect(segments.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      [0, 400, 'state'],
      [400, 600, 'gap'],
      [600, 1000, 'state'],
    ]);
    expect(segmentAt(segments, 500)?.kind).toBe('gap');
  });

  it('become one mixture where they change too fast to be told apart', () => {
    const fast = Array.from({ length: 10 }, (_, i): [number, number] => [500 + i, i % 2]);
    const segments = segmentsOf(states([0, 0], ...fast.slice(1)), VIEW, []);
    expect(segments.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      [0, 501, 'state'],
      [501, 509, 'mixed'],
      [509, 1000, 'state'],
    ]);
  });

  it('have the value of their time also in a mixture', () => {
    const fast = states(...Array.from({ length: 10 }, (_, i): [number, number] => [500 + i, i % 2]));
    expect([stateAt(fast, 499), stateAt(fast, 500), stateAt(fast, 503.5), stateAt(fast, 900)]).toEqual([
      NaN,
      0,
      1,
      1,
    ]);
  });

  it('are none without a value', () => {
    expect(segmentsOf(states(), VIEW, [])).toEqual([]);
  });
});
