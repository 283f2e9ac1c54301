import { Injector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { HistorySeries } from '@sensorium/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiFault } from '../../data/api';
import { History, type HistoryWish } from '../../data/history';
import { NOON } from '../../data/testing';
import { RangeControl } from '../../ui/range/range-control';
import { DevicePast } from './device-past';
import { DeviceHistory } from './history';

const HOUR = 3_600_000;

/** A history whose answers the test gives. */
class Desk {
  readonly asked: { wish: HistoryWish; answer: () => void; fail: (fault: ApiFault) => void }[] = [];

  read(wish: HistoryWish): Promise<HistorySeries[]> {
    return new Promise((resolve, reject) => {
      const answer = (): void => {
        resolve([{ ...EMPTY, from: wish.from, to: wish.to, t: [wish.from + 1], v: [7] }]);
      };
      this.asked.push({ wish, answer, fail: reject });
    });
  }
}
const EMPTY: Omit<HistorySeries, 'from' | 'to'> = {
  device: 'a',
  uid: 'u-a',
  metric: 'x',
  unit: null,
  kind: 'number',
  stored: 1,
  returned: 1,
  before: null,
  after: null,
  gaps: [],
  t: [],
  v: [],
};

describe('the past of a device', () => {
  let desk: Desk;
  let past: DevicePast;
  let control: RangeControl;
  const begun = signal(1);
  const history = new DeviceHistory();
  const settle = async (): Promise<void> => {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };

  beforeEach(async () => {
    desk = new Desk();
    TestBed.configureTestingModule({ providers: [DevicePast, { provide: History, useValue: desk }] });
    past = TestBed.inject(DevicePast);
    control = new RangeControl({ kind: 'last', ms: HOUR }, () => NOON);
    runInInjectionContext(TestBed.inject(Injector), () => {
      past.follow(
        control,
        () => ({ id: 'a', metrics: ['x'], lead: null }),
        () => history,
        { begun, version: signal(0) },
      );
    });
    past.resize(1000);
    await settle();
  });

  it('asks for what is seen and a margin of whole columns, and never for the future', () => {
    expect(desk.asked.map(({ wish }) => wish)).toEqual([
      { names: ['a/x'], from: NOON - 1.25 * HOUR, to: NOON, width: 1250 },
    ]);
  });

  it('shows what it showed before until the answer is there', async () => {
    desk.asked[0]?.answer();
    await settle();
    control.go({ kind: 'fixed', from: NOON - 9 * HOUR, to: NOON - 8 * HOUR });
    await settle();
    expect(past.view()).toEqual({ from: NOON - HOUR, to: NOON });
    desk.asked[1]?.answer();
    await settle();
    expect(past.view()).toEqual({ from: NOON - 9 * HOUR, to: NOON - 8 * HOUR });
    expect(history.of('x').joined.value(0)).toBe(7);
  });

  it('goes on without the history if that gives none', async () => {
    control.go({ kind: 'last', ms: 6 * HOUR });
    await settle();
    desk.asked.at(-1)?.fail(new ApiFault('unavailable', 'paused'));
    await settle();
    expect([past.fault()?.message, past.view()]).toEqual(['paused', { from: NOON - 6 * HOUR, to: NOON }]);
    past.ngOnDestroy();
  });

  it('asks again when the live stream begins anew', async () => {
    desk.asked[0]?.answer();
    await settle();
    begun.update((n) => n + 1);
    await settle();
    expect(desk.asked.length).toBe(2);
  });

  it('asks for the period before while somebody compares', async () => {
    past.compare.set(true);
    await settle();
    expect(desk.asked.at(-1)?.wish).toMatchObject({ from: NOON - 2.25 * HOUR, to: NOON - 0.75 * HOUR });
  });
});
