import { TestBed } from '@angular/core/testing';
import type { Lab, LabRequest } from '@sensorium/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, ApiFault } from '../../data/api';
import { LabSource } from './lab-source';

describe('the lab source', () => {
  const postJson = vi.fn<(path: string, body: LabRequest) => Promise<Lab>>();
  let lab: LabSource;

  beforeEach(() => {
    vi.useFakeTimers();
    postJson
      .mockReset()
      .mockImplementation((_, { rate, bytes, id = 'l1' }) =>
        Promise.resolve({ id, device: 'd', uid: `u-${id}`, metric: 'update', rate, bytes, leaseMs: 15_000 }),
      );
    TestBed.configureTestingModule({ providers: [LabSource, { provide: Api, useValue: { postJson } }] });
    lab = TestBed.inject(LabSource);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function asked(): LabRequest[] {
    return postJson.mock.calls.map(([, body]) => body);
  }

  it('asks for nothing by itself', async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked()).toEqual([]);
  });

  it('runs, and renews its lease well before that ends', async () => {
    lab.run(10, 64);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(lab.series()).toBe('u-l1/update');
    expect(asked()).toEqual([
      { rate: 10, bytes: 64 },
      { rate: 10, bytes: 64, id: 'l1' },
      { rate: 10, bytes: 64, id: 'l1' },
    ]);
  });

  it('changes the one that runs at once', async () => {
    lab.run(10, 64);
    await vi.advanceTimersByTimeAsync(0);
    lab.run(50, 8);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked().at(-1)).toEqual({ rate: 50, bytes: 8, id: 'l1' });
  });

  it('does not lose a change that is made while it asks', async () => {
    lab.run(10, 64);
    lab.run(50, 8);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked()).toEqual([
      { rate: 10, bytes: 64 },
      { rate: 50, bytes: 8, id: 'l1' },
    ]);
  });

  it('lets its lease end when the page is left', async () => {
    lab.run(10, 64);
    await vi.advanceTimersByTimeAsync(0);
    TestBed.resetTestingModule();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toHaveLength(1);
  });

  it('says why it does not run, and tries again', async () => {
    postJson.mockRejectedValueOnce(new ApiFault('limit-reached', 'at most 4 labs run'));
    lab.run(10, 64);
    await vi.advanceTimersByTimeAsync(0);
    expect([lab.series(), lab.fault()?.code]).toEqual([null, 'limit-reached']);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([lab.series(), lab.fault()]).toEqual(['u-l1/update', null]);
  });
});
