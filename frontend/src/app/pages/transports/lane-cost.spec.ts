import { describe, expect, it } from 'vitest';
import { LaneCost } from './lane-cost';

function counts(since: number, requests: number, received: number, sent: number) {
  return { lane: 'a', since, requests, open: 0, received, sent };
}

describe('the cost of a lane', () => {
  it('is nothing before the server has counted', () => {
    expect(new LaneCost().cost).toEqual({ requests: 0, up: 0, down: 0 });
  });

  it('is what the server counted, and after a reset what came since', () => {
    const lane = new LaneCost();
    lane.take(counts(5, 2, 100, 1_000));
    expect(lane.cost).toEqual({ requests: 2, up: 100, down: 1_000 });
    lane.reset();
    lane.take(counts(5, 3, 150, 1_700));
    expect(lane.cost).toEqual({ requests: 1, up: 50, down: 700 });
  });

  it('goes on where the server has forgotten the lane', () => {
    const lane = new LaneCost();
    lane.take(counts(5, 2, 100, 1_000));
    lane.take(counts(90, 1, 40, 300));
    lane.take(counts(90, 2, 80, 600));
    expect(lane.cost).toEqual({ requests: 4, up: 180, down: 1_600 });
  });
});
