import type { Profiler } from 'node:inspector';
import { describe, expect, it } from 'vitest';
import { byOwner, selfTimes } from './profile.ts';

function node(id: number, functionName: string, url = '', lineNumber = -1): Profiler.ProfileNode {
  return { id, callFrame: { functionName, url, lineNumber, columnNumber: 0, scriptId: '0' } };
}

const PROFILE: Profiler.Profile = {
  startTime: 1_000,
  endTime: 1_600,
  nodes: [
    node(1, '(idle)'),
    node(2, 'parse', 'file:///clone/node_modules/mqtt-packet/parser.js', 9),
    node(3, 'take', 'file:///clone/backend/dist/ingest/pipeline.js', 19),
    node(4, 'writev'),
    node(5, '', 'node:internal/timers', 0),
    node(6, 'parse', 'file:///clone/node_modules/mqtt-packet/parser.js', 9),
  ],
  samples: [2, 3, 1, 3, 4, 5, 6],
  timeDeltas: [100, 100, 100, 100, 50, 50, 100],
};

describe('selfTimes', () => {
  it('sums what lies within the window, without waiting', () => {
    expect(selfTimes(PROFILE, { from: 1_150, to: 1_500 })).toEqual([
      { name: 'take backend/dist/ingest/pipeline.js:20', owner: 'backend', microseconds: 200 },
      { name: 'writev', owner: 'native code of Node', microseconds: 50 },
      { name: '(anonymous) node:internal/timers:1', owner: 'Node itself', microseconds: 50 },
    ]);
  });

  it('takes one function called from two places as one', () => {
    const [first, second] = selfTimes(PROFILE, { from: 0, to: 2_000 });
    expect([first?.microseconds, second?.microseconds]).toEqual([200, 200]);
    expect(first?.owner).toBe('mqtt-packet');
  });
});

describe('byOwner', () => {
  it('sums the functions of one package', () => {
    const own = (owner: string, microseconds: number) => ({ name: 'x', owner, microseconds });
    const owners = byOwner([own('mqtt', 5), own('backend', 7), own('mqtt', 4)]);
    expect(owners.map(({ name, microseconds }) => [name, microseconds])).toEqual([
      ['mqtt', 9],
      ['backend', 7],
    ]);
  });
});
