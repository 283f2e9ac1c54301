import { describe, expect, it } from 'vitest';
import { NOON } from '../../data/testing';
import { DeviceHistory, dayStart, seenRange, seenState } from './history';

describe('what the page has seen', () => {
  it('has a lowest and a highest value, and says since when', () => {
    const history = new DeviceHistory().of('temperature');
    history.addNumber(NOON - 5000, -99);
    history.addNumber(NOON, -18.25);
    history.addNumber(NOON + 5000, -20);
    expect(seenRange(history, NOON)).toEqual({ low: -20, high: -18.25, since: NOON });
    expect(seenRange(history, NOON + 9000)).toBeUndefined();
    expect(history.decimals).toBe(2);
  });

  it('knows how long a state lasts and how often it changed', () => {
    const history = new DeviceHistory().of('door');
    [1, 1, 0, 1, 1].forEach((value, i) => {
      history.addNumber(NOON + i * 1000, value);
    });
    expect(seenState(history, NOON)).toEqual({ since: NOON + 3000, changes: 2, seenFrom: NOON });
  });

  it('does not know when a state began that it never saw begin', () => {
    const history = new DeviceHistory().of('door');
    expect(seenState(history, NOON)).toBeUndefined();
    history.addNumber(NOON, 1);
    expect(seenState(history, NOON)).toEqual({ since: NaN, changes: 0, seenFrom: NOON });
  });

  it('counts a change over midnight to the present state, not to today', () => {
    const history = new DeviceHistory().of('door');
    const midnight = dayStart(NOON);
    history.addNumber(midnight - 2000, 0);
    history.addNumber(midnight - 1000, 1);
    expect(seenState(history, midnight)).toMatchObject({ since: midnight - 1000, changes: 0 });
  });

  it('keeps texts apart, and names that belong to objects are names like others', () => {
    const all = new DeviceHistory();
    const history = all.of('__proto__');
    history.addText(1, 'cooling');
    history.addText(2, 'defrost');
    history.addText(3, 'cooling');
    expect([0, 1, 2].map((i) => history.text(history.track.value(i)))).toEqual([
      'cooling',
      'defrost',
      'cooling',
    ]);
    expect(all.of('__proto__')).toBe(history);
  });
});
