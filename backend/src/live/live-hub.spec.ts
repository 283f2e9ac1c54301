import { decodeColumns, subscribeSchema, type DevicesEvent, type Subscribe } from '@sensorium/contracts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveWorld } from '../../test/live-world.js';
import { Recorder } from '../../test/recorder.js';
import type { LiveStep } from '../ports/live-bus.js';
import type { Viewer } from './viewer.js';

let world: LiveWorld;

beforeEach(startAnew);

function startAnew(): void {
  world = new LiveWorld();
  world.device('d', [
    [0, 'a'],
    [1, 'b'],
  ]);
}

function publish(step: Partial<LiveStep>): void {
  world.publish(step, (step.time ?? 1_000) / 1_000);
}

function read(values: number[], n = 0): void {
  world.read(values.map((value) => ({ n, t: value, value })));
}

function join(request: Partial<Subscribe> = {}): { recorder: Recorder; viewer: Viewer } {
  const recorder = new Recorder();
  const viewer = world.hub.join(recorder);
  const asked = subscribeSchema.parse({ id: 's', series: 'fleet', tickMs: 0, ...request });
  expect(world.hub.subscribe(viewer, asked)).toEqual({ ok: true, resumed: null });
  return { recorder, viewer };
}

describe('a subscription', () => {
  it('begins with hello, the devices and a snapshot, and goes on from there', () => {
    read([1]);
    const { recorder } = join();
    read([2]);
    expect(recorder.events.map(({ event }) => event)).toEqual([
      'hello',
      'devices',
      'alert',
      'snapshot',
      'readings',
    ]);
    expect(recorder.values()).toEqual([1, 2]);
  });

  it('sees no value twice and none missing, wherever it joins', () => {
    const steps = fc.array(fc.nat(5), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(steps, fc.nat(29), (sizes, joinAt) => {
        startAnew();
        let last = 0;
        let joined = { before: 0, recorder: new Recorder() };
        for (const [place, size] of sizes.entries()) {
          if (place === joinAt % sizes.length) {
            joined = { before: last, recorder: join({ mode: 'every' }).recorder };
          }
          read(Array.from({ length: size }, () => ++last));
        }
        const first = Math.max(1, joined.before);
        const expected = Array.from({ length: last - first + 1 }, (_, i) => first + i);
        expect(joined.recorder.values()).toEqual(expected);
      }),
    );
  });

  it('holds only the series that it names, also those that come later', () => {
    const { recorder } = join({ series: ['d/b', '*/c'] });
    read([1], 0);
    read([2], 1);
    world.device('d', [
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
    ]);
    read([3], 2);
    expect(recorder.values()).toEqual([2, 3]);
    expect(recorder.events.some(({ event }) => event === 'devices')).toBe(false);
  });

  it('gets the newest value once a tick in mode latest, every one in mode every', () => {
    vi.useFakeTimers();
    try {
      const latest = join({ tickMs: 100 }).recorder;
      const every = join({ tickMs: 100, mode: 'every' }).recorder;
      for (const value of [1, 2, 3, 4]) read([value]);
      vi.advanceTimersByTime(100);
      expect(latest.values()).toEqual([1, 4]);
      expect(every.values()).toEqual([1, 2, 3, 4]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('with a name that cannot be read is refused', () => {
    const viewer = world.hub.join(new Recorder());
    const request = subscribeSchema.parse({ id: 's', series: ['nonsense'] });
    expect(world.hub.subscribe(viewer, request)).toEqual({ ok: false, error: 'bad-series: nonsense' });
  });
});

describe('a slow viewer', () => {
  it('that grants credit has one frame under way, then the newest value', () => {
    const { recorder, viewer } = join();
    world.hub.credit(viewer, 1);
    for (let value = 1; value <= 10; value++) read([value]);
    expect(recorder.values()).toEqual([1]);
    world.hub.credit(viewer, 1);
    expect(recorder.values()).toEqual([1, 10]);
  });

  it('loses nothing in mode every', () => {
    const { recorder, viewer } = join({ mode: 'every' });
    world.hub.credit(viewer, 1);
    for (let value = 1; value <= 10; value++) read([value]);
    expect(recorder.values()).toEqual([1]);
    world.hub.credit(viewer, 1);
    expect(recorder.values()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('that begins to grant credit late starts without debt', () => {
    const { recorder, viewer } = join();
    for (let value = 1; value <= 40; value++) read([value]);
    world.hub.credit(viewer, 4);
    read([41]);
    expect(recorder.values().at(-1)).toBe(41);
  });

  it('that grants none is passed over while its packets wait, gets the newest then, and holds up nobody', () => {
    vi.useFakeTimers();
    try {
      const slow = join().recorder;
      const quick = join().recorder;
      slow.waiting = 100;
      read([1]);
      read([2]);
      expect(slow.values()).toEqual([]);
      slow.waiting = 0;
      vi.advanceTimersByTime(200);
      expect(slow.values()).toEqual([2]);
      expect(quick.values()).toEqual([1, 2]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is refused more while it takes nothing, and cut when too much waits', () => {
    const { recorder, viewer } = join();
    recorder.waiting = 100;
    const request = subscribeSchema.parse({ id: 'more', series: 'fleet' });
    expect(world.hub.subscribe(viewer, request)).toMatchObject({ ok: false });
    recorder.waiting = 1_000;
    read([1]);
    expect(recorder.isCut).toBe(true);
  });

  it('is cut though nothing is for it', () => {
    publish({ time: 1_000_000 });
    const silent = join({ series: ['nobody/nothing'] }).recorder;
    silent.waiting = 1_000;
    publish({ time: 1_050_000 });
    expect(silent.isCut).toBe(false);
    publish({ time: 1_100_000 });
    expect(silent.isCut).toBe(true);
  });

  it('of the fleet hears no more of devices once it has given up its last subscription of it', () => {
    const { recorder, viewer } = join({ id: 'one' });
    world.hub.subscribe(viewer, subscribeSchema.parse({ id: 'two', series: 'fleet' }));
    world.hub.subscribe(viewer, subscribeSchema.parse({ id: 'two', series: 'fleet' }));
    viewer.remove('one');
    world.device('e', [[5, 'x']]);
    const heard = recorder.of('devices').length;
    viewer.remove('two');
    world.device('f', [[6, 'x']]);
    expect([heard, recorder.of('devices').length]).toEqual([4, 4]);
  });
});

describe('the bytes that wait for a viewer', () => {
  function tell(): void {
    world.device('d', [
      [0, 'a'],
      [1, 'b'],
    ]);
  }

  it('may be as many as its beginning, and 256 kB more', () => {
    const { recorder, viewer } = join();
    recorder.waitingBytes = 5_000_000;
    const more = subscribeSchema.parse({ id: 'more', series: 'fleet' });
    expect(world.hub.subscribe(viewer, more)).toMatchObject({ ok: true });
    recorder.waitingBytes += 262_144;
    tell();
    expect(recorder.isCut).toBe(false);
    recorder.waitingBytes += 1;
    tell();
    expect(recorder.isCut).toBe(true);
    expect(recorder.events.at(-1)).toMatchObject({ event: 'notice', payload: { code: 'too-slow' } });
  });

  it('are bounded by what it took meanwhile', () => {
    const { recorder, viewer } = join();
    recorder.waitingBytes = 5_000_000;
    world.hub.subscribe(viewer, subscribeSchema.parse({ id: 'more', series: 'fleet' }));
    recorder.waitingBytes = 1_000;
    tell();
    recorder.waitingBytes = 300_000;
    tell();
    expect(recorder.isCut).toBe(true);
  });

  it('do not count one large event', () => {
    const { recorder } = join();
    recorder.waitingBytes = recorder.largest = 2_000_000;
    tell();
    expect(recorder.isCut).toBe(false);
  });

  it('hold up frames before they cut it', () => {
    const { recorder, viewer } = join();
    recorder.waitingBytes = 200_000;
    read([1]);
    recorder.waitingBytes = 400_000;
    read([2]);
    expect([recorder.values(), recorder.isCut, viewer.skipped]).toEqual([[1], false, 1]);
    expect(world.list.viewers()).toMatchObject([{ waitingBytes: 400_000 }]);
  });
});

describe('columns', () => {
  it('hold the same as JSON, and name their series before', () => {
    read([1, 2]);
    const { recorder } = join({ encoding: 'columns', mode: 'every', recent: true });
    read([3], 1);
    expect(recorder.events.map(({ event }) => event)).toEqual(['hello', 'devices', 'alert', 'series']);
    const decoded = recorder.frames.map(({ head, columns }) => {
      const result = decodeColumns(columns);
      return [head.part, result.ok ? [...result.columns.value] : result.error];
    });
    expect(decoded).toEqual([
      ['snapshot', [2]],
      ['recent', [1, 2]],
      ['readings', [3]],
    ]);
  });

  it('are encoded once for equal subscriptions', () => {
    const one = join({ encoding: 'columns' }).recorder;
    const other = join({ encoding: 'columns' }).recorder;
    read([1]);
    expect(one.frames.at(-1)?.columns).toBe(other.frames.at(-1)?.columns);
    expect(one.frames.at(-1)?.head).toBe(other.frames.at(-1)?.head);
  });

  it('have a head of its own for a subscription with another id, and the same columns', () => {
    const one = join({ encoding: 'columns' }).recorder;
    const other = join({ encoding: 'columns', id: 'other' }).recorder;
    read([1]);
    expect([one, other].map(({ frames }) => frames.at(-1)?.head.id)).toEqual(['s', 'other']);
    expect(one.frames.at(-1)?.columns).toBe(other.frames.at(-1)?.columns);
  });

  it('come to equal subscriptions at the same moment, whenever they began', () => {
    vi.useFakeTimers();
    try {
      const early = join({ encoding: 'columns', tickMs: 100 });
      read([1]);
      vi.advanceTimersByTime(30);
      const late = join({ encoding: 'columns', tickMs: 100 });
      read([2]);
      expect([early, late].map(({ recorder }) => recorder.frames.length)).toEqual([2, 1]);
      vi.advanceTimersByTime(70);
      expect(late.recorder.frames.at(-1)?.head).toBe(early.recorder.frames.at(-1)?.head);
      world.hub.leave(early.viewer);
      vi.advanceTimersByTime(100);
      read([3]);
      expect([early, late].map(({ recorder }) => recorder.frames.length)).toEqual([3, 3]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('what changes all the time', () => {
  function active(messagesPerMinute: number, at: number): void {
    const activity = [{ uid: 'u-d', lastSeen: 1, messagesPerMinute, clockSkewMs: 40 }];
    publish({ time: at * 1_000_000, activity });
  }

  function rates({ recorder }: { recorder: Recorder }): unknown[] {
    return recorder.events.flatMap(({ event, payload }) =>
      event === 'devices' ? (payload as DevicesEvent).devices.map((one) => one.messagesPerMinute) : [],
    );
  }

  it('comes each ten seconds, rounded, to who looks at the device', () => {
    publish({ time: 100_000_000 });
    const watcher = join({ series: ['u-d/a', 'd/*'] });
    for (const [at, rate] of [101, 109, 110, 111, 120, 130, 140, 150].entries()) {
      active([120, 121, 122, 130, 131, 150, 154, 146][at] ?? 0, rate);
    }
    expect(rates(watcher)).toEqual([122, 131, 150]);
  });

  it('comes to nobody else', () => {
    const [fleet, every] = [join(), join({ series: ['*/a'] })];
    for (let i = 0; i < 5; i++) active(i, i * 10);
    expect([rates(fleet), rates(every)]).toEqual([[0], []]);
  });
});

it('counts and forgets its viewers', () => {
  const { viewer } = join();
  expect(world.list.viewerCount).toBe(1);
  world.hub.leave(viewer);
  expect(world.list.viewerCount).toBe(0);
});
