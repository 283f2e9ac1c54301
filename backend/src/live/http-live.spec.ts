import { LIMITS, type Poll } from '@sensorium/contracts';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestResponse } from '../../test/live-readers.js';
import { LiveWorld } from '../../test/live-world.js';
import type { Answer } from './answers.js';

const LOG = 262_144;
const NOISE = 9;
const SERIES = ['d/a'];
let world: LiveWorld;

beforeEach(() => {
  world = new LiveWorld();
  world.device('d', [
    [0, 'a'],
    [1, 'b', 'text'],
    [NOISE, 'noise'],
  ]);
});

function read(value: number, n = 0): void {
  world.read([{ n, t: value, value }], Date.now());
}

function parsed(answer: Answer | undefined): Poll {
  return JSON.parse(answer?.body.toString() ?? 'null') as Poll;
}

function poll(cursor?: string, series = SERIES): Poll {
  return parsed(world.polls.read({ series, cursor, wait: 0 }));
}

function noise(count: number): void {
  world.read(
    Array.from({ length: count }, (_, t) => ({ n: NOISE, t, value: 0 })),
    Date.now(),
  );
}

describe('a poll', () => {
  it('says what it missed at most when the log has left its cursor behind', () => {
    read(1);
    const { cursor } = poll();
    read(2);
    read(3);
    noise(LOG);
    const answer = poll(cursor);
    expect(answer).toMatchObject({ reset: true, more: false, readings: [{ value: 3 }] });
    expect(answer.missed).toBeGreaterThanOrEqual(2);
    expect(answer.missed).toBeLessThanOrEqual(3);
  });

  it('has at most 10,000 readings, and says that there are more', () => {
    const { cursor } = poll(undefined, ['fleet']);
    noise(25_000);
    const answers = [poll(cursor, ['fleet'])];
    while (answers.at(-1)!.more) answers.push(poll(answers.at(-1)!.cursor, ['fleet']));
    expect(answers.map(({ readings }) => readings.length)).toEqual([10_000, 10_000, 5_000]);
    expect(answers.flatMap(({ readings }) => readings.map(({ t }) => t))).toEqual(
      Array.from({ length: 25_000 }, (_, t) => t),
    );
  });

  it('shares the encoded readings with others at the same place', () => {
    const { cursor } = poll();
    read(1);
    const encode = vi.spyOn(JSON, 'stringify');
    for (let i = 0; i < 10; i++) poll(cursor);
    const lists = encode.mock.calls.filter(([value]) => Array.isArray(value));
    encode.mockRestore();
    expect(lists).toHaveLength(1);
  });

  it('is renewed and not called unchanged before the log leaves its cursor behind', () => {
    const { cursor } = poll();
    expect(world.polls.unchangedSince(SERIES, `W/"x", "${cursor}"`)).toBe(cursor);
    noise(LOG - 10);
    expect(world.polls.unchangedSince(SERIES, `"${cursor}"`)).toBe(cursor);
    noise(20);
    expect(world.polls.unchangedSince(SERIES, `"${cursor}"`)).toBeUndefined();
    expect(poll(poll().cursor).readings).toEqual([]);
  });
});

describe('a long poll', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function wait(cursor: string, gone = new AbortController()): { answer: Poll | undefined; isDone: boolean } {
    const state: { answer: Poll | undefined; isDone: boolean } = { answer: undefined, isDone: false };
    void world.longPolls.read({ series: SERIES, cursor, wait: 1_000 }, gone.signal).then((answer) => {
      state.answer = answer && parsed(answer);
      state.isDone = true;
    });
    return state;
  }

  it('answers the first reading at once, and later ones together', async () => {
    read(1);
    const { cursor } = poll();
    await vi.advanceTimersByTimeAsync(100);
    const first = wait(cursor);
    read(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(first.answer).toMatchObject({ readings: [{ value: 2 }] });
    const next = wait(first.answer!.cursor);
    for (const value of [3, 4, 5]) {
      read(value);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(next.isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(20);
    expect(next.answer?.readings.map(({ value }) => value)).toEqual([3, 4, 5]);
  });

  it('is not ended by other series, and answers nothing after its time', async () => {
    const waiting = wait(poll().cursor);
    read(1, 2);
    noise(10);
    await vi.advanceTimersByTimeAsync(999);
    expect(waiting.isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(waiting.answer).toMatchObject({ readings: [], reset: false, missed: 0 });
    expect(poll(waiting.answer?.cursor).readings).toEqual([]);
  });

  it('misses nothing while the log moves on under it', async () => {
    read(1);
    const waiting = wait(poll().cursor);
    noise(LOG + 10);
    read(2);
    await vi.advanceTimersByTimeAsync(60);
    expect(waiting.answer).toMatchObject({ readings: [{ value: 2 }], reset: false });
  });

  it('is forgotten when its client goes', async () => {
    const gone = new AbortController();
    const waiting = wait(poll().cursor, gone);
    gone.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(waiting).toEqual({ answer: undefined, isDone: true });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is refused above the number that may be open, and all end when the program stops', async () => {
    const { cursor } = poll();
    const waiting = Array.from({ length: LIMITS.liveRequests }, () => wait(cursor));
    const one = { series: SERIES, cursor, wait: 1_000 };
    await expect(world.longPolls.read(one, new AbortController().signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(() => world.streams.prepare({ series: SERIES, tickMs: 0 }, undefined)).toThrow('at most');
    world.requests.onModuleDestroy();
    await vi.advanceTimersByTimeAsync(0);
    expect(waiting.every(({ isDone }) => isDone)).toBe(true);
  });
});

describe('an event stream', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function open(series = SERIES, lastEventId?: string): { response: TestResponse; texts: string[] } {
    const texts: string[] = [];
    const response = new TestResponse((text) => texts.push(text));
    world.streams.prepare({ series, tickMs: 50 }, lastEventId)(response as unknown as ServerResponse);
    return { response, texts };
  }

  function data(texts: string[]): Poll[] {
    return texts
      .flatMap((text) => /^data: (.*)$/m.exec(text)?.slice(1) ?? [])
      .map((json) => JSON.parse(json) as Poll);
  }

  it('sends what came in a tick as one event', async () => {
    const { texts } = open();
    await vi.advanceTimersByTimeAsync(60);
    for (const value of [1, 2, 3]) read(value);
    await vi.advanceTimersByTimeAsync(50);
    const events = data(texts).map(({ readings }) => readings.map(({ value }) => value));
    expect(events).toEqual([[], [1], [2, 3]]);
  });

  it('begins with many latest values in parts, of which only the last moves its cursor', async () => {
    world.device(
      'many',
      Array.from({ length: 900 }, (_, n) => [100 + n, `m${n}`]),
    );
    world.device(
      'more',
      Array.from({ length: 900 }, (_, n) => [1_000 + n, `m${n}`]),
    );
    world.read(Array.from({ length: 1_800 }, (_, n) => ({ n: 100 + n, t: n, value: n })));
    const { texts } = open(['fleet']);
    await vi.advanceTimersByTimeAsync(0);
    expect(data(texts).map(({ more, readings }) => [more, readings.length])).toEqual([
      [true, 1_700],
      [false, 100],
    ]);
    expect(texts.map((text) => text.startsWith('id: '))).toEqual([false, false, true]);
  });

  it('that is not read holds one event, then gets the latest value in place of too many', async () => {
    const { response, texts } = open(['d/noise']);
    await vi.advanceTimersByTimeAsync(60);
    response.isPaused = true;
    read(1, NOISE);
    for (let i = 0; i < 20; i++) {
      noise(1_000);
      await vi.advanceTimersByTimeAsync(60);
      expect(response.waiting).toHaveLength(1);
    }
    response.flow();
    await vi.advanceTimersByTimeAsync(60);
    expect(data(texts).at(-1)).toMatchObject({ reset: true, missed: 20_000, readings: [{ t: 999 }] });
  });

  it('has a heartbeat with the newest cursor while nothing comes', async () => {
    const { texts } = open();
    noise(100);
    await vi.advanceTimersByTimeAsync(15_000);
    const id = /^: .*\nid: (.*)$/m.exec(texts.at(-1) ?? '')?.[1];
    expect(poll(id).readings).toEqual([]);
    read(1);
    expect(poll(id).readings).toMatchObject([{ value: 1 }]);
  });

  it('that reads nothing for half a minute is cut with a reason', async () => {
    const { response } = open();
    await vi.advanceTimersByTimeAsync(60);
    response.isPaused = true;
    read(1);
    await vi.advanceTimersByTimeAsync(46_000);
    expect(response.waiting.at(-1)?.text).toContain('event: too-slow\ndata: {"code":"too-slow"');
    expect([response.isEnded, response.isDestroyed]).toEqual([true, true]);
  });

  it.each([
    ['nonsense', true],
    ['0.other.1.1', true],
  ])('begins anew after the id %s', async (id, reset) => {
    read(1);
    const { texts } = open(SERIES, id);
    await vi.advanceTimersByTimeAsync(60);
    expect(data(texts)).toMatchObject([{ reset, missed: null, readings: [{ value: 1 }] }]);
  });

  it('leaves nothing behind', async () => {
    const { response } = open();
    await vi.advanceTimersByTimeAsync(60);
    expect(world.list.viewerCount).toBe(1);
    response.emit('close');
    read(1);
    await vi.advanceTimersByTimeAsync(60);
    expect([world.list.viewerCount, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
