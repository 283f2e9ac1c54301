import { Injector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { HistorySeries } from '@sensorium/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiFault } from './api';
import type { HistoryWish } from './history';
import { RangePast, type ShownRange } from './range-past';
import { SeriesPast } from './series-past';
import { NOON } from './testing';

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

/** A range that ends at `to`, or with the present. */
interface Span {
  ms: number;
  to: number | null;
}
const RULES = {
  isLive: ({ to }: Span) => to === null,
  viewOf: ({ ms, to }: Span, now: number) => ({ from: (to ?? now) - ms, to: to ?? now }),
  overviewOf: (_before: unknown, view: { from: number; to: number }) => view,
};

describe('the past of some series', () => {
  let desk: Desk;
  let past: RangePast<Span>;
  const range = signal<Span>({ ms: HOUR, to: null });
  const begun = signal(1);
  const compares = signal(false);
  let series: SeriesPast;
  const control: ShownRange<Span> = {
    range,
    view: () => RULES.viewOf(range(), NOON),
    preview: () => null,
    live: () => RULES.isLive(range()),
    now: () => NOON,
  };
  const settle = async (): Promise<void> => {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };

  beforeEach(async () => {
    desk = new Desk();
    series = new SeriesPast();
    range.set({ ms: HOUR, to: null });
    begun.set(1);
    compares.set(false);
    past = runInInjectionContext(
      TestBed.inject(Injector),
      () =>
        new RangePast(
          control,
          RULES,
          { begun, version: signal(0), of: () => series },
          (wish) => desk.read(wish),
          { shown: () => ({ names: ['a/x'], lead: null }), compares },
        ),
    );
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
    range.set({ ms: HOUR, to: NOON - 8 * HOUR });
    await settle();
    expect(past.view()).toEqual({ from: NOON - HOUR, to: NOON });
    desk.asked[1]?.answer();
    await settle();
    expect(past.view()).toEqual({ from: NOON - 9 * HOUR, to: NOON - 8 * HOUR });
    expect(series.joined.value(0)).toBe(7);
  });

  it('goes on without the history if that gives none', async () => {
    range.set({ ms: 6 * HOUR, to: null });
    await settle();
    desk.asked.at(-1)?.fail(new ApiFault('unavailable', 'paused'));
    await settle();
    expect([past.fault()?.message, past.view()]).toEqual(['paused', { from: NOON - 6 * HOUR, to: NOON }]);
    past.destroy();
  });

  it('waits a little for the live stream, so that nothing is missing between it and the answer', async () => {
    begun.set(0);
    range.set({ ms: 2 * HOUR, to: null });
    await settle();
    expect(desk.asked.length).toBe(1);
    begun.set(1);
    await settle();
    expect(desk.asked.length).toBe(2);
  });

  it('asks again when the live stream begins anew', async () => {
    desk.asked[0]?.answer();
    await settle();
    begun.update((n) => n + 1);
    await settle();
    expect(desk.asked.length).toBe(2);
  });

  it('asks for the period before while somebody compares', async () => {
    compares.set(true);
    await settle();
    expect(desk.asked.at(-1)?.wish).toMatchObject({ from: NOON - 2.25 * HOUR, to: NOON - 0.75 * HOUR });
  });
});
