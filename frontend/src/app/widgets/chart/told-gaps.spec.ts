import { describe, expect, it } from 'vitest';
import { findGaps, type GapRule, type KnownPast } from './gaps';
import { Shifted, shiftedRule } from './shifted';
import { SortedPoints } from '../../data/sorted-points';

const VIEW = { from: 0, to: 100 };

function at(...times: number[]): SortedPoints {
  const track = new SortedPoints(100);
  for (const t of times) track.add(t, t);
  return track;
}
function ruleOf(known: Partial<KnownPast>, over: Partial<GapRule> = {}): GapRule {
  const all = { from: 0, to: 80, gaps: [], exact: false, until: Infinity, ...known };
  return { gapMs: 15, outages: [], held: false, known: all, ...over };
}

describe('gaps that the history told', () => {
  it('are the only ones where samples were left out', () => {
    const points = at(0, 30, 60, 75, 85, 95);
    expect(findGaps(points, VIEW, ruleOf({}))).toEqual([]);
    const told = ruleOf({ gaps: [{ from: 30, to: 60 }] });
    expect(findGaps(points, VIEW, told)).toEqual([{ from: 30, to: 60, open: false }]);
  });

  it('are found by distance where every sample is there', () => {
    const rule = ruleOf({ exact: true, gaps: [{ from: 30, to: 60 }] });
    expect(findGaps(at(0, 10, 50, 60, 70, 80, 90), VIEW, rule)).toEqual([{ from: 10, to: 50, open: false }]);
  });

  it('are closed by points that came since', () => {
    const rule = ruleOf({ gaps: [{ from: 20, to: 60 }] });
    const points = at(0, 10, 20, 30, 40, 50, 60, 70, 80, 90);
    expect(findGaps(points, VIEW, rule)).toEqual([]);
    expect(findGaps(at(0, 20, 50, 60, 80, 90), VIEW, rule)).toEqual([{ from: 20, to: 50, open: false }]);
  });

  it('go on at the edges of what is known', () => {
    const rule = ruleOf({
      gaps: [
        { from: 0, to: 20 },
        { from: 60, to: 80 },
      ],
    });
    expect(findGaps(at(-30, 20, 60), VIEW, rule)).toEqual([
      { from: -30, to: 20, open: false },
      { from: 60, to: 100, open: true },
    ]);
    expect(findGaps(at(-30, 20, 60, 90, 95), VIEW, rule).at(-1)).toEqual({ from: 60, to: 90, open: false });
  });

  it('do not lie before the first point: there was nothing yet', () => {
    expect(findGaps(at(50, 80, 90), VIEW, ruleOf({ gaps: [{ from: 0, to: 50 }] }))).toEqual([]);
  });

  it('say nothing of what was not asked for', () => {
    expect(findGaps(at(10, 70), VIEW, ruleOf({ until: 80 }))).toEqual([]);
    expect(findGaps(at(10, 70), VIEW, ruleOf({}))).toEqual([{ from: 70, to: 100, open: true }]);
  });

  it('interrupt a state, which goes on after them', () => {
    const rule = ruleOf({ gaps: [{ from: 20, to: 40 }] }, { gapMs: Infinity, held: true });
    expect(findGaps(at(10, 70), VIEW, rule)).toEqual([{ from: 20, to: 40, open: false }]);
  });

  it('are moved with the period before', () => {
    const known = { from: -100, to: 0, gaps: [{ from: -70, to: -40 }], exact: false, until: 0 };
    const points = new Shifted(at(-100, -70, -40, -1), 100);
    expect(findGaps(points, VIEW, shiftedRule(15, false, known, 100))).toEqual([
      { from: 30, to: 60, open: false },
    ]);
  });
});
