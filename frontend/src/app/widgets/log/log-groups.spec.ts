import { describe, expect, it } from 'vitest';
import { groupsOf, type ToldEntry } from './log-groups';

const SEEN = 'Seen for the first time.';

function told(id: number, second: number, device: string | null, text = SEEN): ToldEntry {
  return { id, at: second * 1000, uid: device && `u-${device}`, device, event: { code: 'first-seen' }, text };
}

/** The ids of each line. */
function ids(entries: ToldEntry[]): number[][] {
  return groupsOf(entries).map((group) => group.entries.map(({ id }) => id));
}

describe('the lines of a log', () => {
  it('tell at once what is told of many devices within a minute, whatever came between', () => {
    const entries = [
      told(6, 106, 'c'),
      told(5, 105, 'c', 'Described itself.'),
      told(4, 104, 'b'),
      told(3, 103, null, 'Started.'),
      told(2, 102, 'a'),
    ];
    expect(ids(entries)).toEqual([[6, 4, 2], [5], [3]]);
  });

  it('leave two alone, and the same of one device', () => {
    expect(ids([told(2, 2, 'b'), told(1, 1, 'a')])).toEqual([[2], [1]]);
    expect(ids([told(3, 3, 'a'), told(2, 2, 'a'), told(1, 1, 'a')])).toEqual([[3], [2], [1]]);
  });

  it('begin anew after a minute, and keep the order of time', () => {
    const late = ['a', 'b', 'c'].map((device, i) => told(10 - i, 500 - i, device));
    const early = ['a', 'b', 'c'].map((device, i) => told(5 - i, 300 - i, device));
    expect(ids([...late, told(6, 400, 'd'), ...early])).toEqual([[10, 9, 8], [6], [5, 4, 3]]);
  });

  it('put those back in place that are too few for one line', () => {
    expect(ids([told(3, 50, 'a'), told(2, 40, 'b', 'Renamed.'), told(1, 30, 'c')])).toEqual([[3], [2], [1]]);
  });
});
