import { subscribeSchema, type Alert, type Subscribe } from '@sensorium/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { LiveWorld } from '../../test/live-world.js';
import { testAlert } from '../../test/memory-alerts.js';
import { Recorder } from '../../test/recorder.js';
import type { Viewer } from './viewer.js';

let world: LiveWorld;

beforeEach(() => {
  world = new LiveWorld();
});

interface Joined {
  recorder: Recorder;
  viewer: Viewer;
}

function join(request: Partial<Subscribe> = {}): Joined {
  const recorder = new Recorder();
  const viewer = world.hub.join(recorder);
  subscribe(viewer, request);
  return { recorder, viewer };
}

function subscribe(viewer: Viewer, request: Partial<Subscribe>): void {
  const asked = subscribeSchema.parse({ id: 's', series: 'fleet', ...request });
  expect(world.hub.subscribe(viewer, asked).ok).toBe(true);
}

function publish(...alerts: Alert[]): void {
  world.publish({ alerts: { alerts, entries: [], unsaved: null, rules: false } });
}

/** Alerts of all events as id and value, beginning at each `full` one anew. */
function told({ recorder }: Joined): [string, unknown][] {
  let all: [string, unknown][] = [];
  for (const { full, alerts } of recorder.of('alert')) {
    if (full) all = [];
    all.push(...alerts.map(({ id, value }): [string, unknown] => [id, value]));
  }
  return all;
}

describe('a viewer of the fleet', () => {
  it('is first told all that is open, then every change at once', () => {
    publish(testAlert({ id: 'a' }), testAlert({ id: 'b' }));
    publish(testAlert({ id: 'b', state: 'resolved' }));
    const viewer = join();
    publish(testAlert({ id: 'a', value: 32 }), testAlert({ id: 'c' }));
    publish(testAlert({ id: 'a', value: 33 }));
    const events = viewer.recorder.of('alert');
    expect(events.map(({ full }) => full)).toEqual([true, false, false]);
    expect(told(viewer)).toEqual([
      ['a', 31],
      ['a', 32],
      ['c', 31],
      ['a', 33],
    ]);
  });

  it('is told that nothing is open', () => {
    expect(join().recorder.of('alert')).toMatchObject([{ full: true, alerts: [] }]);
  });

  it('goes on at its cursor with every change, none twice', () => {
    const first = join();
    publish(testAlert({ value: 1 }));
    const alertCursor = first.recorder.of('alert').at(-1)?.cursor;
    world.hub.leave(first.viewer);
    publish(testAlert({ value: 2 }));
    publish(testAlert({ value: 3 }));
    const second = join({ alertCursor });
    publish(testAlert({ value: 4 }));
    expect(second.recorder.of('alert').every(({ full }) => !full)).toBe(true);
    expect(told(second).map(([, value]) => value)).toEqual([2, 3, 4]);
    expect(told(first).map(([, value]) => value)).toEqual([1]);
  });

  it('gets much in parts; cut among them it begins anew, and has all in the end', () => {
    publish(...Array.from({ length: 450 }, (_, n) => testAlert({ id: `a${n}` })));
    const whole = join();
    const events = whole.recorder.of('alert');
    expect(events.map(({ full, alerts }) => [full, alerts.length])).toEqual([
      [true, 200],
      [false, 200],
      [false, 50],
    ]);
    const resumed = join({ alertCursor: events[0]?.cursor });
    expect(new Set(told(resumed).map(([id]) => id)).size).toBe(450);
    expect(told(join({ alertCursor: events[2]?.cursor }))).toEqual([]);
  });

  it('is cut as too slow when more than it may hold up waits, and has missed nothing when it is back', () => {
    const slow = join();
    publish(testAlert({ value: 1 }));
    const alertCursor = slow.recorder.of('alert').at(-1)?.cursor;
    slow.recorder.waitingBytes = 270_000;
    publish(testAlert({ value: 2 }));
    expect(slow.recorder.isCut).toBe(true);
    expect(slow.recorder.of('notice')).toMatchObject([{ code: 'too-slow' }]);
    world.hub.leave(slow.viewer);
    expect(told(join({ alertCursor })).map(([, value]) => value)).toEqual([2]);
  });

  it('is told what is for the page', () => {
    const { recorder } = join();
    const notice = { id: 'n1', event: 'firing' as const, time: 1, alerts: [testAlert()] };
    world.notices.publish(notice);
    expect(recorder.of('told')).toEqual([notice]);
  });
});

describe('a viewer of other things', () => {
  it('is told nothing of alerts', () => {
    const { recorder } = join({ series: ['d/m'] });
    publish(testAlert());
    world.notices.publish({ id: 'n1', event: 'firing', time: 1, alerts: [] });
    expect(recorder.names()).not.toContain('alert');
    expect(recorder.names()).not.toContain('told');
  });

  it('is told no more once it has given up the fleet, and begins anew when it takes it up again', () => {
    const { recorder, viewer } = join();
    viewer.remove('s');
    publish(testAlert({ value: 1 }));
    expect(recorder.of('alert')).toHaveLength(1);
    subscribe(viewer, {});
    publish(testAlert({ value: 2 }));
    expect(told({ recorder, viewer }).map(([, value]) => value)).toEqual([1, 2]);
  });
});
