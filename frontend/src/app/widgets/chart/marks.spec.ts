import { describe, expect, it } from 'vitest';
import { lanesOf, spaced } from './marks';

describe('marks of incidents on the time axis', () => {
  it('leave out of close ones those that are painted earlier, so that the worst stay', () => {
    const info = { from: 10, begins: true, name: 'info' };
    const critical = { from: 12, begins: true, name: 'critical' };
    expect(spaced([info, critical], 3)).toEqual([critical]);
    expect(spaced([info, critical], 2)).toEqual([info, critical]);
  });

  it('stand only where an incident begins', () => {
    expect(spaced([{ from: 0, begins: false }], 3)).toEqual([]);
  });

  it('stay apart from all that are kept, however many there are', () => {
    const places = Array.from({ length: 200 }, (_, i) => ({ from: i, begins: true }));
    const kept = spaced(places, 7);
    expect(kept.at(-1)).toBe(places.at(-1));
    expect(kept.every(({ from }, i) => i === 0 || from - (kept[i - 1]?.from ?? 0) >= 7)).toBe(true);
    expect(kept.length).toBe(29);
  });
});

describe('incidents of the same time', () => {
  it('lie above each other, the worst on the axis', () => {
    const info = { from: 20, to: 80 };
    const warning = { from: 70, to: 90 };
    const critical = { from: 10, to: 100 };
    expect(lanesOf([info, warning, critical], 5)).toEqual([[critical], [warning], [info]]);
  });

  it('share a lane where there is room between them', () => {
    const first = { from: 0, to: 10 };
    const second = { from: 15, to: 20 };
    expect(lanesOf([first, second], 5)).toEqual([[first, second]]);
    expect(lanesOf([first, second], 6)).toEqual([[second], [first]]);
  });

  it('never take more than a few lanes, and none is lost', () => {
    const places = Array.from({ length: 9 }, (_, from) => ({ from, to: 100 }));
    const lanes = lanesOf(places, 5);
    expect([lanes.length, lanes.flat().length]).toEqual([4, 9]);
    expect(lanes[0]).toEqual([places[8]]);
  });
});
