import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Clock } from '../ports/clock.js';
import { StoreError, type ReadingStore, type StoreBatch } from '../ports/reading-store.js';
import { Committer } from './committer.js';

beforeEach(() => {
  Logger.overrideLogger(false);
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const NOTHING = { ids: new Uint16Array(), hashes: new Uint32Array() };

/** A store and a broker that do what the test says, and remember. */
function stage() {
  const kept: number[] = [];
  const acknowledged: number[] = [];
  const liveOnly: boolean[] = [];
  const faults: (StoreError | undefined)[] = [];
  const openFaults: (StoreError | undefined)[] = [];
  let opened = 0;
  let held: number[] = [];
  const store = {
    open: () => {
      opened += 1;
      const fault = openFaults.shift();
      return fault ? Promise.reject(fault) : Promise.resolve({ deliveries: NOTHING });
    },
    append: async ({ readings }: StoreBatch) => {
      await Promise.resolve();
      const fault = faults.shift();
      if (fault) throw fault;
      kept.push(...readings.t);
    },
    close: () => Promise.resolve(),
  } as unknown as ReadingStore;
  const broker = {
    takeHeld: () => {
      const ids = held;
      held = [];
      return () => void acknowledged.push(...ids);
    },
    setLiveOnly: (on: boolean) => {
      if (liveOnly.at(-1) !== on) liveOnly.push(on);
      if (on) held = [];
    },
  };
  const names = { fault: null as string | null, saved: 0 };
  const saveNames = () => {
    names.saved += 1;
    return Promise.resolve(names.fault);
  };
  const alerts = { fault: null as string | null };
  const settleAlerts = () =>
    alerts.fault === null ? Promise.resolve() : Promise.reject(new Error(alerts.fault));
  const changed = () => undefined;
  const committer = new Committer({ store, broker, clock: new Clock(), saveNames, settleAlerts, changed });
  /** A message with one reading; its id is its time. */
  const message = (id: number) => {
    committer.add(0, id, 1, 0);
    committer.took({ id, hash: id });
    if (liveOnly.at(-1) !== true) held.push(id);
  };
  return {
    committer,
    kept,
    acknowledged,
    liveOnly,
    faults,
    openFaults,
    names,
    alerts,
    message,
    openings: () => opened,
  };
}

it('acknowledges messages when their readings are kept, and not before', async () => {
  const { committer, kept, acknowledged, message, names } = stage();
  await committer.start();
  message(1);
  message(2);
  expect(acknowledged).toEqual([]);
  names.saved = 0;
  await vi.advanceTimersByTimeAsync(250);
  expect({ kept, acknowledged, saved: names.saved }).toEqual({
    kept: [1, 2],
    acknowledged: [1, 2],
    saved: 1,
  });
});

it('acknowledges messages without readings too', async () => {
  const { committer, acknowledged, kept } = stage();
  await committer.start();
  committer.took(null);
  await vi.advanceTimersByTimeAsync(250);
  expect({ acknowledged, kept }).toEqual({ acknowledged: [], kept: [] });
  expect(committer.state.state).toBe('on');
});

it('pauses when the disk is full, live view only, and goes on by itself', async () => {
  const { committer, acknowledged, liveOnly, faults, openFaults, message, kept } = stage();
  await committer.start();
  faults.push(new StoreError('disk-full', 'no room'));
  openFaults.push(new StoreError('disk-full', 'no room'));
  message(1);
  const refused = committer.durable().catch((error: unknown) => (error as { code: string }).code);
  await vi.advanceTimersByTimeAsync(300);
  expect(await refused).toBe('unavailable');
  expect(committer.state).toMatchObject({ state: 'paused', fault: 'disk-full', reason: 'no room' });
  expect({ acknowledged, liveOnly }).toEqual({ acknowledged: [], liveOnly: [false, true] });
  expect(committer.deliveries.isKnown(1, 1)).toBe(false);
  message(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(committer.state.state).toBe('on');
  expect(liveOnly).toEqual([false, true, false]);
  message(3);
  await committer.durable();
  expect(kept).toEqual([3]);
});

it('opens a store that broke down anew and writes the batch again, without a pause', async () => {
  const { committer, acknowledged, faults, message, kept, openings } = stage();
  await committer.start();
  faults.push(new StoreError('failed', 'its process has ended'));
  message(1);
  await vi.advanceTimersByTimeAsync(300);
  expect({ acknowledged, kept, openings: openings() }).toEqual({ acknowledged: [1], kept: [1], openings: 2 });
  expect(committer.state.state).toBe('on');
});

it('acknowledges nothing while the names of the series cannot be saved', async () => {
  const { committer, acknowledged, names, message } = stage();
  await committer.start();
  names.fault = 'attempt to write a readonly database';
  message(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(acknowledged).toEqual([]);
  expect(committer.state).toMatchObject({ state: 'paused', fault: 'read-only' });
});

it('acknowledges nothing while what readings did to alerts cannot be saved, and keeps no reading before', async () => {
  const { committer, acknowledged, alerts, kept, message } = stage();
  await committer.start();
  alerts.fault = 'database or disk is full';
  message(1);
  await vi.advanceTimersByTimeAsync(300);
  expect({ acknowledged, kept }).toEqual({ acknowledged: [], kept: [] });
  expect(committer.state).toMatchObject({ state: 'paused', fault: 'disk-full' });
  alerts.fault = null;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(committer.state.state).toBe('on');
});

it('begins paused when the store cannot be opened', async () => {
  const { committer, openFaults, liveOnly } = stage();
  openFaults.push(new StoreError('newer-version', 'written by a newer version'));
  await committer.start();
  expect(committer.state).toMatchObject({ state: 'paused', fault: 'newer-version' });
  expect(liveOnly).toEqual([true]);
});

it('commits what waits before it closes', async () => {
  const { committer, acknowledged, message } = stage();
  await committer.start();
  message(1);
  await committer.close();
  expect(acknowledged).toEqual([1]);
});

it('comes to an end while messages go on coming, and acknowledges none that came too late', async () => {
  const { committer, kept, acknowledged, message } = stage();
  await committer.start();
  let id = 0;
  message(++id);
  const closing = committer.close();
  const stop = setInterval(() => message(++id), 1);
  await vi.advanceTimersByTimeAsync(50);
  await closing;
  message(++id);
  clearInterval(stop);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(new Set(kept).isSupersetOf(new Set(acknowledged))).toBe(true);
  expect(acknowledged).toContain(1);
  expect(acknowledged).not.toContain(id);
  expect(committer.state.state).toBe('on');
});

it('has acknowledged only what is kept, whatever fails when', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('message' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2_000 }) }),
    fc.record({
      do: fc.constant('fail' as const),
      fault: fc.constantFrom('disk-full' as const, 'failed' as const),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { committer, kept, acknowledged, faults, openFaults, message } = stage();
      await committer.start();
      let id = 0;
      for (const one of steps) {
        if (one.do === 'message') message(++id);
        else if (one.do === 'wait') await vi.advanceTimersByTimeAsync(one.ms);
        else {
          faults.push(new StoreError(one.fault, 'it fails'));
          openFaults.push(one.fault === 'failed' ? undefined : new StoreError(one.fault, 'it fails'));
        }
      }
      await vi.advanceTimersByTimeAsync(60_000);
      expect(new Set(kept).isSupersetOf(new Set(acknowledged))).toBe(true);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      message(id + 1);
      await vi.advanceTimersByTimeAsync(60_000);
      faults.length = 0;
      await committer.close();
      expect(committer.state.state).toBe('on');
    }),
    { numRuns: 50 },
  );
});
