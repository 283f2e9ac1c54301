import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Api } from '../../data/api';
import { NOON } from '../../data/testing';
import { SystemFeed } from './system-feed';

const EARLIER = [0, 5, 10].map((s) => ({
  t: NOON + s * 1000,
  messagesPerSecond: s,
  readingsPerSecond: 6 * s,
}));

describe('what the server says of itself', () => {
  afterEach(() => {
    vi.useRealTimers();
    TestBed.resetTestingModule();
  });

  it('begins with the rates that the server kept, and asks for them again only after a gap', async () => {
    vi.useFakeTimers();
    let now = NOON + 12_000;
    const asked: string[] = [];
    const getJson = (path: string): Promise<unknown> => {
      asked.push(path);
      if (path === 'api/system/rates') return Promise.resolve({ time: now, rates: EARLIER });
      if (path === 'api/rejections') return Promise.resolve({ rejections: [] });
      return Promise.resolve({ time: now, rates: { messagesPerSecond: 12, readingsPerSecond: 72 } });
    };
    TestBed.configureTestingModule({ providers: [SystemFeed, { provide: Api, useValue: { getJson } }] });
    const feed = TestBed.inject(SystemFeed);
    const ofRates = (): number => asked.filter((path) => path === 'api/system/rates').length;

    await vi.advanceTimersByTimeAsync(1);
    const points = Array.from({ length: feed.messages.length }, (_, i) => feed.messages.value(i));
    expect([points, feed.readings.length, ofRates()]).toEqual([[0, 5, 10, 12], 4, 1]);

    now += 2000;
    await vi.advanceTimersByTimeAsync(2000);
    expect([feed.messages.length, ofRates()]).toEqual([5, 1]);

    now += 60_000;
    await vi.advanceTimersByTimeAsync(2000);
    expect(ofRates()).toBe(2);
  });
});
