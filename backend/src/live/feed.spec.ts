import { subscribeSchema, type Ack, type Subscribe } from '@sensorium/contracts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveWorld, type TestReading } from '../../test/live-world.js';
import { Recorder, type Row } from '../../test/recorder.js';
import type { Viewer } from './viewer.js';

/** Readings that the log holds, and a series that fills it. */
const LOG = 262_144;
const NOISE = 9;

let world: LiveWorld;
let time: number;

beforeEach(startAnew);

function startAnew(): void {
  world = new LiveWorld();
  time = 10_000_000;
  world.device('d', [
    [0, 'a'],
    [1, 'b'],
    [NOISE, 'noise'],
  ]);
}

/** A viewer that grants credit, so that one frame at a time is under way. */
function join(request: Partial<Subscribe>): { recorder: Recorder; viewer: Viewer; answer: Ack } {
  const recorder = new Recorder();
  const viewer = world.hub.join(recorder);
  world.hub.credit(viewer, 1);
  const own = { id: 's', series: ['d/a', 'd/b'], tickMs: 0, mode: 'every', encoding: 'columns', ...request };
  return { recorder, viewer, answer: world.hub.subscribe(viewer, subscribeSchema.parse(own)) };
}

function ramp(n: number, count: number): TestReading[] {
  return Array.from({ length: count }, () => ({ n, t: ++time, value: Math.sin(time) }));
}

function rowsOf(readings: readonly TestReading[]): Row[] {
  return readings.map(({ n, t, value }) => [n, t * 1_000, Number(value)]);
}

/** Fills the log with another series, so that it reaches no further back; long enough ago to be stored. */
function forget(): void {
  time += 10_000;
  world.read(ramp(NOISE, LOG + 1), time);
  time += 10_000;
  world.read([{ n: NOISE, t: time, value: 0 }], time);
}

function cursorOf(recorder: Recorder): string {
  return recorder.frames.at(-1)?.head.cursor ?? '';
}

async function untilDone({ recorder, viewer }: { recorder: Recorder; viewer: Viewer }): Promise<void> {
  let given = 0;
  await vi.waitFor(
    () => {
      for (; given < recorder.frames.length; given++) world.hub.credit(viewer, 1);
      expect(recorder.catchUps().at(-1)?.done).toBe(true);
    },
    { timeout: 5_000, interval: 5 },
  );
}

describe('a cursor', () => {
  it('of this epoch goes on from memory, without a snapshot, all of it however much', () => {
    const first = join({});
    const cursor = cursorOf(first.recorder);
    world.hub.leave(first.viewer);
    const missed = ramp(0, 25_000);
    world.read(missed, time);
    const { recorder, viewer, answer } = join({ cursor });
    expect(answer).toEqual({ ok: true, resumed: 'memory' });
    for (let frame = 0; frame < 4; frame++) world.hub.credit(viewer, 1);
    expect(recorder.frames.map(({ head }) => head.part)).toEqual(['readings', 'readings', 'readings']);
    expect(recorder.rows('readings')).toEqual(rowsOf(missed));
  });

  it('of this epoch goes on from memory in mode latest, with what changed', () => {
    world.read([...ramp(0, 1), ...ramp(1, 1)], time);
    const cursor = cursorOf(join({}).recorder);
    world.read(ramp(0, 3), time);
    const { recorder, answer } = join({ cursor, mode: 'latest' });
    expect(answer).toEqual({ ok: true, resumed: 'memory' });
    expect(recorder.rows('readings', 'snapshot')).toEqual([[0, time * 1_000, Math.sin(time)]]);
  });

  it.each([
    ['of another epoch', '0.other.5.1000', 'every'],
    ['of the future', 'future', 'every'],
    ['that is none', 'nonsense', 'every'],
    ['that the log has left behind, in mode latest', 'past', 'latest'],
    ['that the log has left behind, from before cursors had a time', 'old', 'every'],
  ] as const)('%s begins anew', (_, kind, mode) => {
    world.read(ramp(0, 1), time);
    if (kind === 'past' || kind === 'old') forget();
    const { epoch } = world.fleet;
    const cursors = { future: `0.${epoch}.999999999.1`, past: `0.${epoch}.1.1000`, old: `0.${epoch}.1` };
    const cursor = kind in cursors ? cursors[kind as keyof typeof cursors] : kind;
    const { recorder, answer } = join({ cursor, mode });
    expect(answer).toEqual({ ok: true, resumed: null });
    expect(recorder.frames.map(({ head }) => head.part)).toEqual(['snapshot']);
  });

  it('without a time is still read while the log holds what follows', () => {
    const missed = ramp(0, 3);
    world.read(missed, time);
    const { recorder, answer } = join({ cursor: `0.${world.fleet.epoch}.1` });
    expect(answer).toEqual({ ok: true, resumed: 'memory' });
    expect(recorder.rows('readings')).toEqual(rowsOf(missed.slice(1)));
  });
});

describe('a catch-up from history', () => {
  it('has every reading since, series by series, then goes on: nothing is missing', async () => {
    await world.store.open();
    const steps = fc.array(fc.array(fc.nat(1), { maxLength: 30 }), { minLength: 1, maxLength: 6 });
    const property = fc.asyncProperty(steps, steps, async (gap, after) => {
      startAnew();
      await world.store.open();
      const cursor = cursorOf(join({}).recorder);
      const missed = gap.map((series) => series.flatMap((n) => ramp(n, 1)));
      for (const readings of missed) await world.readAndStore(readings, time);
      forget();
      const viewer = join({ cursor });
      expect(viewer.answer).toEqual({ ok: true, resumed: 'history' });
      const later = after.map((series) => series.flatMap((n) => ramp(n, 1)));
      for (const readings of later) await world.readAndStore(readings, time);
      await untilDone(viewer);
      for (let credit = 0; credit < 10; credit++) world.hub.credit(viewer.viewer, 1);
      const got = viewer.recorder.rows('catch-up', 'readings');
      const expected = rowsOf([...missed.flat(), ...later.flat()]);
      for (const n of [0, 1]) {
        const own = got.filter(([one]) => one === n);
        expect([...new Map(own.map((row) => [row[1], row])).values()]).toEqual(
          expected.filter(([one]) => one === n),
        );
        expect(own.map(([, t]) => t)).toEqual(own.map(([, t]) => t).toSorted((a, b) => a - b));
      }
      world.hub.leave(viewer.viewer);
    });
    await fc.assert(property, { numRuns: 15 });
  }, 60_000);

  it('is downsampled to the asked width above 10,000 readings, as history draws it', async () => {
    await world.store.open();
    const cursor = cursorOf(join({}).recorder);
    await world.readAndStore(ramp(0, 12_000), time);
    await world.readAndStore(ramp(1, 500), time);
    forget();
    const viewer = join({ cursor, width: 50 });
    await untilDone(viewer);
    const [many, few] = viewer.recorder.catchUps();
    const { from, to } = many!;
    const query = { from, to, width: 50, state: false, gapMs: null, raw: null };
    const drawn = await world.store.history([0, 1].map((n) => ({ ...query, n })));
    const got = viewer.recorder.rows('catch-up');
    expect(drawn[0]!.t.length).toBeLessThanOrEqual(200);
    expect(got.filter(([n]) => n === 0).map(([, t, v]) => [t / 1_000, v])).toEqual(
      Array.from(drawn[0]!.t, (t, row) => [t, drawn[0]!.v[row]]),
    );
    expect(got.filter(([n]) => n === 1)).toHaveLength(500);
    expect([many, few]).toMatchObject([
      { downsampled: true, done: false },
      { downsampled: false, done: true, series: 0 },
    ]);
  });

  it('waits for what the log in memory has lost and the store does not have yet', async () => {
    await world.store.open();
    const cursor = cursorOf(join({}).recorder);
    const missed = ramp(0, 30);
    world.read(missed, time);
    world.settled = () => world.keep(missed);
    world.read(ramp(NOISE, LOG + 1), time);
    const viewer = join({ cursor });
    await untilDone(viewer);
    expect(viewer.recorder.rows('catch-up')).toEqual(rowsOf(missed));
  });

  it('goes on with what is stored while nothing more can be', async () => {
    await world.store.open();
    const cursor = cursorOf(join({}).recorder);
    const stored = ramp(0, 10);
    await world.readAndStore(stored, time);
    world.settled = () => Promise.reject(new Error('history is paused'));
    world.read(ramp(NOISE, LOG + 1), time);
    const viewer = join({ cursor });
    await untilDone(viewer);
    expect(viewer.recorder.rows('catch-up')).toEqual(rowsOf(stored));
  });

  it('that fails says so, ends, and goes on with the latest values', async () => {
    const cursor = cursorOf(join({}).recorder);
    world.read(ramp(0, 5), time);
    forget();
    const viewer = join({ cursor });
    expect(viewer.answer).toEqual({ ok: true, resumed: 'history' });
    await untilDone(viewer);
    expect(viewer.recorder.of('notice')).toMatchObject([{ code: 'missed' }]);
    expect(viewer.recorder.frames.map(({ head }) => head.part)).toEqual(['catch-up', 'snapshot']);
  });

  it('comes to who was held up until the log had left his place behind', async () => {
    await world.store.open();
    const viewer = join({});
    const missed = ramp(0, 100);
    await world.readAndStore(missed, time);
    forget();
    await untilDone(viewer);
    expect(viewer.recorder.rows('catch-up')).toEqual(rowsOf(missed));
  });
});

describe('what a viewer without credit would have to get', () => {
  it('comes one by one while it fits into one frame', () => {
    const { recorder, viewer } = join({});
    const missed = ramp(0, 10_000);
    world.read(missed.slice(0, 5_000), time);
    world.read(missed.slice(5_000), time);
    world.hub.credit(viewer, 1);
    expect(recorder.rows('readings')).toEqual(rowsOf(missed));
  });

  it.each(['columns', 'json'] as const)('is downsampled when it does not: %s', (encoding) => {
    const { recorder, viewer } = join({ encoding, series: ['d/a'], width: 100 });
    if (encoding === 'json') world.read(ramp(0, 1), time);
    const missed = ramp(0, 15_000);
    world.read(missed, time);
    world.hub.credit(viewer, 1);
    const [catchUp] = recorder.catchUps();
    expect(catchUp).toEqual({ from: missed[0]!.t, to: time, downsampled: true, series: 1, done: true });
    const times =
      encoding === 'json'
        ? recorder
            .of('readings')
            .at(-1)!
            .readings.map(({ t }) => t)
        : [];
    for (const [, t] of recorder.rows('catch-up')) times.push(t / 1_000);
    expect(times.length).toBeLessThanOrEqual(400);
    expect([times[0], times.at(-1)]).toEqual([missed[0]!.t, time]);
    world.hub.credit(viewer, 1);
    const next = ramp(0, 1);
    world.read(next, time);
    const last = encoding === 'json' ? recorder.values().at(-1) : recorder.rows('readings').at(-1)?.[2];
    expect(last).toBe(next[0]!.value);
  });
});

describe('the pace', () => {
  it('is told at most once a second while a viewer is behind, and once when it has caught up', () => {
    vi.useFakeTimers();
    try {
      const { recorder, viewer } = join({ tickMs: 100 });
      for (let step = 0; step < 50; step++) {
        vi.advanceTimersByTime(100);
        world.read(ramp(0, 1), time);
        if (step % 5 === 4) world.hub.credit(viewer, 1);
      }
      const told = recorder.of('pace');
      expect(told.length).toBeGreaterThanOrEqual(3);
      const behind = told.filter(({ behindMs }) => behindMs > 0);
      expect(behind.length).toBeLessThanOrEqual(5);
      expect(behind.at(-1)).toMatchObject({ id: 's' });
      expect(behind.at(-1)!.shown).toBeLessThan(behind.at(-1)!.offered);
      expect(told.some(({ behindMs }) => behindMs === 0)).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not told to who takes all, nor where nothing comes', () => {
    vi.useFakeTimers();
    try {
      const { recorder } = join({ series: ['d/b'] });
      const free = join({});
      for (let step = 0; step < 50; step++) {
        vi.advanceTimersByTime(100);
        world.read(ramp(0, 1), time);
        world.hub.credit(free.viewer, 1);
      }
      expect([recorder.of('pace'), free.recorder.of('pace')]).toEqual([[], []]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('presence', () => {
  function turn(uid: string, presence: 'live' | 'stale' | 'late'): void {
    const cause = { code: 'reading' } as const;
    world.publish({ presence: [{ uid, presence, since: time, reason: presence, cause, metrics: [] }] }, time);
  }

  it('of a device comes once, the newest, to who had no credit', () => {
    const { recorder, viewer } = join({ series: 'fleet' });
    turn('u-d', 'late');
    turn('u-d', 'stale');
    expect(recorder.of('presence')).toEqual([]);
    world.hub.credit(viewer, 1);
    const told = recorder.of('presence').flatMap(({ changes }) => changes);
    expect(told.map(({ uid, presence }) => [uid, presence])).toEqual([['u-d', 'stale']]);
    turn('u-d', 'live');
    expect(recorder.of('presence').at(-1)?.changes).toMatchObject([{ uid: 'u-d', presence: 'live' }]);
  });
});
