import type { HistorySeries } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFault } from './api';
import type { HistoryWish } from './history';
import { AGAIN_MS, RangeLoader, SLOW_MS } from './range-loader';

const wish = (from: number): HistoryWish => ({ names: ['a/x'], from, to: from + 10, width: 100 });

/** A read whose answers the test gives. */
class Desk {
  readonly asked: {
    wish: HistoryWish;
    signal: AbortSignal;
    answer: (series: HistorySeries[]) => void;
    fail: (error: unknown) => void;
  }[] = [];
  readonly taken: number[] = [];
  readonly loader = new RangeLoader(
    (one, signal) =>
      new Promise<HistorySeries[]>((answer, fail) => {
        this.asked.push({ wish: one, signal, answer, fail });
      }),
    (_, one) => this.taken.push(one.from),
  );
}

describe('a loader of ranges', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives up a wish for a newer one, whatever comes of it', async () => {
    const { loader, asked, taken } = new Desk();
    loader.ask(wish(1));
    loader.ask(wish(2));
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    asked[1]?.answer([]);
    asked[0]?.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect([taken, loader.answered(), loader.waits]).toEqual([[2], 1, false]);
  });

  it('says that it is slow, until the answer is there', async () => {
    const { loader, asked } = new Desk();
    loader.ask(wish(1));
    await vi.advanceTimersByTimeAsync(SLOW_MS - 1);
    expect(loader.slow()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(loader.slow()).toBe(true);
    asked[0]?.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(loader.slow()).toBe(false);
  });

  it('tries again by itself after a fault that passes, and only then', async () => {
    const { loader, asked } = new Desk();
    loader.ask(wish(1));
    asked[0]?.fail(new ApiFault('unavailable', 'history is paused'));
    await vi.advanceTimersByTimeAsync(0);
    expect(loader.fault()?.code).toBe('unavailable');
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(asked.length).toBe(2);
    asked[1]?.fail(new ApiFault('bad-series', 'no'));
    await vi.advanceTimersByTimeAsync(10 * AGAIN_MS);
    expect([asked.length, loader.fault()?.code]).toEqual([2, 'bad-series']);
    loader.again();
    asked[2]?.answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(loader.fault()).toBeNull();
  });

  it('is quiet once it is stopped', async () => {
    const { loader, asked, taken } = new Desk();
    loader.ask(wish(1));
    loader.stop();
    asked[0]?.fail(new ApiFault('no-answer', ''));
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect([asked.length, taken, loader.fault()]).toEqual([1, [], null]);
  });
});
