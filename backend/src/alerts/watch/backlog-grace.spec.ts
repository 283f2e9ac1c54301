import { describe, expect, it } from 'vitest';
import { BacklogGrace } from './backlog-grace.js';

const S = 1_000_000;

describe('readings that waited at the broker', () => {
  it('are waited for after a start until the link has been up for a while', () => {
    const grace = new BacklogGrace();
    expect(grace.holds(0)).toBe(false);
    grace.begin(0);
    expect([grace.holds(9 * S), grace.holds(10 * S)]).toEqual([true, false]);
    grace.link(true, 3 * S);
    expect([grace.holds(4.9 * S), grace.holds(5 * S)]).toEqual([true, false]);
  });

  it('are waited for as long as they come, but not for ever', () => {
    const grace = new BacklogGrace();
    grace.link(true, 0);
    for (let at = 1.9 * S; at < 40 * S; at += 0.9 * S) grace.reading(at - 60 * S, at);
    expect([grace.holds(29.9 * S), grace.holds(30 * S)]).toEqual([true, false]);
  });

  it('come anew only when the link was down', () => {
    const grace = new BacklogGrace();
    grace.link(true, 0);
    grace.link(true, 10 * S);
    expect(grace.holds(11 * S)).toBe(false);
    grace.link(false, 12 * S);
    expect(grace.holds(12 * S)).toBe(false);
    grace.link(true, 13 * S);
    expect([grace.holds(14.9 * S), grace.holds(15 * S)]).toEqual([true, false]);
  });

  it('are none if they are of now', () => {
    const grace = new BacklogGrace();
    grace.link(true, 0);
    grace.reading(1.8 * S, 1.9 * S);
    expect(grace.holds(2 * S)).toBe(false);
    expect([grace.after(S), grace.after(3 * S)]).toEqual([2 * S, 3 * S]);
  });
});
