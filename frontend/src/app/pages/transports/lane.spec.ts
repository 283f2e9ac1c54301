import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lane } from './lane';
import type { LaneBatch, LaneOrder, LaneSink } from './lane-run';
import { Published } from './published';

const NOW = 1_000_000;

describe('a lane', () => {
  let orders: LaneOrder[];
  let sink: LaneSink;
  let ended: number;
  let published: Published;
  let lane: Lane;

  beforeEach(() => {
    vi.useFakeTimers();
    orders = [];
    ended = 0;
    published = new Published();
    const run = (order: LaneOrder, to: LaneSink) => {
      orders.push(order);
      sink = to;
      return () => {
        ended += 1;
      };
    };
    lane = new Lane('poll', { run, published, pollMs: () => 1_000, now: () => NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function batch(t: number, over: Partial<LaneBatch> = {}): LaneBatch {
    return { updates: [{ t, value: 1 }], cursor: `c${t}`, begins: false, missed: 0, ...over };
  }

  it('fetches nothing before it has something to carry', () => {
    expect([lane.state(), orders.length]).toEqual(['idle', 0]);
  });

  it('opens, and brings what comes to its tally and to what is published', () => {
    lane.carry('a/b');
    expect([lane.state(), orders[0]?.series, orders[0]?.cursor]).toEqual(['opening', 'a/b', null]);
    sink.opened();
    sink.took(batch(NOW - 5));
    expect([lane.state(), lane.tally.received, published.count, lane.ageNow()]).toEqual(['open', 1, 1, 5]);
  });

  it('grows old while another lane has something newer', () => {
    lane.carry('a/b');
    sink.took(batch(NOW - 900));
    published.add(NOW - 400);
    expect(lane.ageNow()).toBe(400);
  });

  it('says why it failed, and goes on where it was after a while', () => {
    lane.carry('a/b');
    sink.took(batch(7));
    sink.failed({ code: 'no-answer', message: 'gone' });
    expect([lane.state(), lane.fault()?.code, ended]).toEqual(['failed', 'no-answer', 1]);
    vi.advanceTimersByTime(1_000);
    expect([lane.state(), orders.at(-1)?.cursor]).toEqual(['opening', 'c7']);
    sink.failed({ code: 'no-answer', message: 'gone' });
    vi.advanceTimersByTime(1_999);
    expect(orders).toHaveLength(2);
    lane.retry();
    expect(orders).toHaveLength(3);
    sink.opened();
    expect(lane.fault()).toBeNull();
  });

  it('begins anew where its cursor is refused', () => {
    lane.carry('a/b');
    sink.took(batch(7));
    sink.failed({ code: 'bad-cursor', message: '' });
    lane.retry();
    expect(orders.at(-1)?.cursor).toBeNull();
  });

  it('stands still while it is paused, and begins with the latest value after', () => {
    lane.carry('a/b');
    sink.took(batch(7));
    lane.pause(true);
    expect([lane.state(), ended]).toEqual(['paused', 1]);
    lane.carry('a/b');
    expect(orders).toHaveLength(1);
    lane.pause(false);
    expect([lane.state(), orders.at(-1)?.cursor]).toEqual(['opening', null]);
    expect(lane.tally.received).toBe(1);
  });

  it('counts another series from zero, and the same one on', () => {
    lane.carry('a/b');
    sink.took(batch(7));
    lane.carry(null);
    lane.carry('a/b');
    expect(lane.tally.received).toBe(1);
    lane.carry('c/d');
    expect(lane.tally.received).toBe(0);
  });

  it('counts from zero after a reset, but nothing twice', () => {
    lane.carry('a/b');
    sink.took(batch(7));
    lane.reset();
    sink.took(batch(7));
    sink.took(batch(8));
    expect(lane.tally.received).toBe(1);
  });
});
