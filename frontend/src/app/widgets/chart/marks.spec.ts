import { describe, expect, it } from 'vitest';
import { spaced } from './marks';

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
