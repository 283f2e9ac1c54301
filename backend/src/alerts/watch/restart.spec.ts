import fc from 'fast-check';
import { cpSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  all,
  device,
  link,
  MINUTE,
  NOTHING,
  rule,
  say,
  SECOND,
  SILENT,
  states,
  T0,
  told,
  WatchWorld,
} from '../../../test/watch-world.js';

let world: WatchWorld;

beforeEach(() => {
  world = new WatchWorld();
});
afterEach(() => world.end());

describe('a restart', () => {
  it('goes on with an on-delay where it was, and fires nothing twice', async () => {
    const one = device('a', 1);
    const first = await world.start([one]);
    await first.desk.createRule(rule({ forMs: 60_000 }));
    say(first, 1, 6, T0);
    await first.watch.settle();
    await world.stopAll();
    const second = await world.start([one], T0 + 40 * SECOND);
    second.watch.presence([told(one, 'unknown')], T0 + 40 * SECOND);
    second.watch.tick(T0 + 59 * SECOND);
    await second.watch.settle();
    expect(await states(second)).toEqual(['a pending beyond']);
    second.watch.tick(T0 + 60 * SECOND);
    await second.watch.settle();
    const ids = (await all(second)).map(({ id }) => id);
    await world.stopAll();
    const third = await world.start([one], T0 + 2 * MINUTE);
    say(third, 1, 6, T0 + 2 * MINUTE, T0);
    say(third, 1, 6.5, T0 + 2 * MINUTE);
    third.watch.tick(T0 + 3 * MINUTE);
    await third.watch.settle();
    expect((await all(third)).map(({ id }) => id)).toEqual(ids);
    expect(third.news.flatMap(({ entries }) => entries)).toEqual([]);
  });

  describe('with a timer that was due meanwhile', () => {
    const one = device('a', 1);
    const again = T0 + 20 * SECOND;

    async function restarted() {
      const first = await world.start([one]);
      await first.desk.createRule(rule({ forMs: 5_000 }));
      say(first, 1, 6, T0);
      await first.watch.settle();
      await world.stopAll();
      const started = await world.start([one], again);
      started.watch.tick(again);
      return started;
    }

    async function firedAt({ watch, desk }: Awaited<ReturnType<typeof restarted>>) {
      await watch.settle();
      return (await desk.alerts({ limit: 10, state: ['firing'] })).alerts.map((alert) => alert.firedAt);
    }

    it('first takes what the broker kept: it may have come back in time', async () => {
      const started = await restarted();
      started.watch.link(link('up', again + SECOND), again + SECOND);
      started.watch.tick(again + SECOND);
      say(started, 1, 3, again + 1.1 * SECOND, T0 + 2 * SECOND);
      started.watch.tick(again + 10 * SECOND);
      await started.watch.settle();
      expect(await states(started)).toEqual(['a resolved came-back']);
    });

    it('fires at its time where nothing comes, soon after the link is up', async () => {
      const started = await restarted();
      started.watch.link(link('up', again + SECOND), again + SECOND);
      started.watch.tick(again + 2.9 * SECOND);
      expect(await firedAt(started)).toEqual([]);
      started.watch.tick(again + 3 * SECOND);
      expect(await firedAt(started)).toEqual([T0 / 1_000 + 5_000]);
    });

    it('fires at its time when the link counts as lost', async () => {
      const started = await restarted();
      started.watch.link(link('down', again), again);
      started.watch.tick(again + 9.9 * SECOND);
      expect(await firedAt(started)).toEqual([]);
      started.watch.tick(again + 10 * SECOND);
      expect(await firedAt(started)).toContain(T0 / 1_000 + 5_000);
    });
  });

  it('counts the silence of before, without the time in which nobody listened', async () => {
    const heard = (at: number, n: number) =>
      new Map([['temperature', { n, unit: null, values: null, lastSeen: at }]]);
    const devices = [
      device('quiet', 1, { metrics: heard(T0 - 40 * SECOND, 1) }),
      device('lively', 2, { metrics: heard(T0, 2) }),
    ];
    const first = await world.start(devices, T0);
    await first.desk.createRule(rule(SILENT));
    await world.stopAll();
    const now = T0 + 60 * MINUTE;
    const started = await world.start(devices, now);
    started.watch.tick(now + SECOND);
    started.watch.link(link('up', now + SECOND), now + SECOND);
    started.watch.tick(now + 19 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual([]);
    started.watch.tick(now + 22 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['quiet firing silent']);
  });

  it('remembers a change over time by what was stored', async () => {
    const first = await world.start([device('a', 1)]);
    const condition = { type: 'rate', perMs: 60_000, above: 3 } as const;
    await first.desk.createRule(rule({ condition }));
    await world.stopAll();
    const started = await world.start([device('a', 1)], T0 + 90 * SECOND);
    for (const [second, value] of [
      [0, 1],
      [60, 2],
    ] as const) {
      started.watch.known({ n: 1, t: T0 + second * SECOND, value });
    }
    say(started, 1, 4.5, T0 + 100 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a firing beyond']);
  });

  it('at any moment gives the incidents of a run without one', async () => {
    const value = fc.constantFrom(3, 4.5, 6, 9);
    const readings = fc.array(fc.tuple(value, fc.integer({ min: 1, max: 30 })), {
      minLength: 3,
      maxLength: 25,
    });
    const kills = fc.uniqueArray(fc.record({ after: fc.nat(24), saved: fc.boolean() }), {
      selector: ({ after }) => after,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(readings, kills, async (series, killed) => {
        expect(await incidentsOf(series, killed)).toEqual(await incidentsOf(series, []));
      }),
      { numRuns: 15 },
    );
  });
});

interface Kill {
  /** Place of the reading after which it happens. */
  after: number;
  /** The reading was acknowledged; else it comes again. */
  saved: boolean;
}

/** Runs readings (value, seconds since the one before), killed after some of them; gives all incidents. */
async function incidentsOf(series: readonly (readonly [number, number])[], kills: readonly Kill[]) {
  const one = device('a', 1);
  let dataDir = mkdtempSync(join(world.folder, 'run-'));
  let started = await world.start([one], T0, { dataDir });
  const made = {
    ...rule({ forMs: 20_000, clearForMs: 10_000 }),
    id: 'warm',
    version: 1,
    updatedAt: 0,
    createdAt: 0,
  };
  started.watch.keeper.ruleChanged({ ...made, by: 'Kim' }, T0);
  await started.disk.save({ ...NOTHING, rules: [{ ...made, by: 'Kim' }] });
  let now = T0;
  for (const [place, [value, seconds]] of series.entries()) {
    now += seconds * SECOND;
    started.watch.tick(now);
    await started.watch.settle();
    say(started, 1, value, now);
    const kill = kills.find(({ after }) => after === place);
    if (!kill) continue;
    if (kill.saved) await started.watch.settle();
    dataDir = copyOf(dataDir);
    started = await world.start([one], now, { dataDir });
    const known = kill.saved
      ? { n: 1, t: now, value }
      : { n: 1, t: now - seconds * SECOND, value: series[place - 1]?.[0] ?? 3 };
    if (kill.saved || place > 0) started.watch.known(known);
    if (!kill.saved) say(started, 1, value, now);
  }
  started.watch.incidents.refreshMoved(Infinity);
  await started.watch.settle();
  const found = await all(started, ['pending', 'firing', 'recovering', 'resolved']);
  await world.stopAll();
  return found;
}

/** The data as a kill would leave it. */
function copyOf(dataDir: string): string {
  const copy = mkdtempSync(join(world.folder, 'run-'));
  cpSync(dataDir, copy, { recursive: true });
  return copy;
}

describe('the first start', () => {
  it('brings the rules of the demo, once', async () => {
    const first = await world.start([], T0, { demo: true });
    const rules = await first.desk.rules();
    expect(rules).toHaveLength(5);
    expect(new Set(rules.map(({ severity }) => severity)).size).toBe(3);
    for (const { id } of rules) await first.desk.deleteRule(id);
    await world.stopAll();
    expect(await (await world.start([], T0, { demo: true })).desk.rules()).toEqual([]);
  });

  it('brings none without the demo', async () => {
    expect(await (await world.start([])).desk.rules()).toEqual([]);
  });
});
