import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { poll } from './poll';

class Page extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  show(visibilityState: DocumentVisibilityState): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

describe('a poll', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs at once, again after each turn, and stops', async () => {
    let turns = 0;
    const stop = poll(
      new Page() as unknown as Document,
      () => {
        turns++;
        return Promise.resolve();
      },
      1000,
    );
    await vi.advanceTimersByTimeAsync(2500);
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(turns).toBe(3);
  });

  it('rests while the page is out of sight, and runs at once when it is back', async () => {
    const page = new Page();
    let turns = 0;
    const stop = poll(
      page as unknown as Document,
      () => {
        turns++;
        return Promise.resolve();
      },
      1000,
    );
    page.show('hidden');
    await vi.advanceTimersByTimeAsync(5000);
    expect(turns).toBe(1);
    page.show('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(turns).toBe(2);
    stop();
  });
});
