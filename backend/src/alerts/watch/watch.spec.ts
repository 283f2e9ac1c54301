import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  all,
  device,
  link,
  MINUTE,
  NOTHING,
  reasons,
  rule,
  say,
  SECOND,
  SILENT,
  states,
  T0,
  told,
  WatchWorld,
} from '../../../test/watch-world.js';
import type { WatchDesk } from './watch-desk.js';

let world: WatchWorld;

beforeEach(() => {
  world = new WatchWorld();
});
afterEach(() => world.end());

describe('a rule at work', () => {
  it('raises one incident for each device beyond, told after it is on disk, and resolves it', async () => {
    const started = await world.start([device('a', 1), device('b', 2)]);
    expect(await started.desk.createRule(rule())).toMatchObject({ version: 1, matches: 2, by: 'Kim' });
    for (const value of [5, 5.1, 6]) say(started, 1, value, T0 + value * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a firing beyond']);
    say(started, 1, 3.9, T0 + 10 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a resolved back-inside']);
    const entries = started.news.flatMap((one) => one.entries);
    expect(entries.map(({ id }) => id)).toEqual(entries.map((_, place) => place + 1));
    const [alert] = await all(started, ['resolved']);
    expect(alert).toMatchObject({ site: 'Busan', unit: '°C', peak: 6, limit: 5, clear: 4 });
    expect(await started.desk.log(alert?.id ?? '', 0, 100)).toEqual(entries);
  });

  it('fires by the time alone', async () => {
    const started = await world.start([device('a', 1)]);
    await started.desk.createRule(rule({ forMs: 60_000 }));
    say(started, 1, 6, T0);
    started.watch.tick(T0 + 59 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a pending beyond']);
    started.watch.tick(T0 + 60 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a firing held']);
  });

  it('calls for a step when its timer is due', async () => {
    const started = await world.start([device('a', 1)]);
    await started.desk.createRule(rule({ forMs: 30 }));
    const called = Promise.withResolvers<number>();
    started.watch.onNews(() => {
      const taken = started.watch.takeNews();
      if (!taken) called.resolve(performance.now());
    });
    const began = performance.now();
    say(started, 1, 6, T0);
    expect((await called.promise) - began).toBeGreaterThanOrEqual(29);
    started.watch.tick(T0 + 30_000);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a firing held']);
  });

  it('is frozen while its series is stale, and the incident stays open without data', async () => {
    const one = device('a', 1);
    const started = await world.start([one]);
    await started.desk.createRule(rule({ forMs: 60_000 }));
    say(started, 1, 6, T0);
    started.watch.presence([told(one, 'stale')], T0 + 30 * SECOND);
    started.watch.tick(T0 + 10 * MINUTE);
    await started.watch.settle();
    const [alert] = await all(started);
    expect(alert).toMatchObject({ state: 'pending', noDataSince: T0 / 1_000 });
  });

  it('covers devices that come later, and ends with a device', async () => {
    const started = await world.start([]);
    await started.desk.createRule(rule({ devices: ['freezer-*'] }));
    started.watch.device(device('freezer-1', 1), T0);
    started.watch.device(device('oven-1', 2), T0);
    for (const n of [1, 2]) say(started, n, 9, T0 + SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['freezer-1 firing beyond']);
    expect((await started.desk.rules())[0]?.matches).toBe(1);
    started.watch.removed('uid-freezer-1', T0 + 2 * SECOND);
    say(started, 1, 9, T0 + 3 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['freezer-1 resolved device-deleted']);
    expect((await started.desk.rules())[0]?.matches).toBe(0);
  });

  it('takes the limit that a device states, also when it states another one', async () => {
    const stating = (high: number) =>
      device('a', 1, { meta: { metrics: { temperature: { limits: { warning: { high } } } } } });
    const started = await world.start([stating(5), device('b', 2)]);
    const condition = { type: 'above', value: 'meta.warning.high' } as const;
    const made = await started.desk.createRule(rule({ condition }));
    expect(made.matches).toBe(1);
    for (const n of [1, 2]) say(started, n, 6, T0 + n * SECOND);
    started.watch.device(stating(7), T0 + 5 * SECOND);
    say(started, 1, 6.5, T0 + 6 * SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a resolved back-inside']);
  });
});

describe('a rule that is changed', () => {
  async function firing() {
    const started = await world.start([device('a', 1), device('b', 2)]);
    const made = await started.desk.createRule(rule());
    for (const n of [1, 2]) say(started, n, 6, T0 + n * SECOND);
    return { ...started, id: made.id };
  }

  it('keeps the incidents that it still covers, under its new name', async () => {
    const started = await firing();
    const changed = rule({ name: 'Warm', severity: 'critical', devices: ['a'] });
    expect(await started.desk.replaceRule(started.id, changed)).toMatchObject({ version: 2, matches: 1 });
    await started.watch.settle();
    expect(await states(started)).toEqual(['a firing beyond', 'b resolved out-of-scope']);
    const [alert] = await all(started, ['firing']);
    expect(alert).toMatchObject({ severity: 'critical', rule: { name: 'Warm', version: 2 } });
    expect((await started.desk.versions(started.id)).map(({ version }) => version)).toEqual([2, 1]);
  });

  it.each([
    [
      'switched off',
      'rule-disabled',
      (desk: WatchDesk, id: string) => desk.replaceRule(id, rule({ enabled: false })),
    ],
    [
      'about another metric',
      'rule-changed',
      (desk: WatchDesk, id: string) => desk.replaceRule(id, rule(SILENT)),
    ],
    ['deleted', 'rule-deleted', (desk: WatchDesk, id: string) => desk.deleteRule(id)],
  ])('ends its incidents when it is %s', async (_, reason, change) => {
    const started = await firing();
    await change(started.desk, started.id);
    await started.watch.settle();
    expect(await states(started)).toEqual([`a resolved ${reason}`, `b resolved ${reason}`]);
  });

  it('ends them also if we were killed in between', async () => {
    const started = await firing();
    await started.watch.settle();
    await started.disk.save({ ...NOTHING, removedRules: [started.id] });
    await world.stopAll();
    const again = await world.start([device('a', 1), device('b', 2)], T0 + MINUTE);
    await again.watch.settle();
    expect(await states(again)).toEqual(['a resolved rule-deleted', 'b resolved rule-deleted']);
  });

  it('refuses what is not there', async () => {
    const { desk } = await world.start([]);
    await expect(desk.replaceRule('nothing', rule())).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.deleteRule('nothing')).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.alert('nothing')).rejects.toMatchObject({ code: 'not-found' });
    await expect(desk.rule('nothing')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('root causes', () => {
  it('keep what is silent quiet while the link is lost', async () => {
    const one = device('a', 1);
    const started = await world.start([one]);
    const { watch } = started;
    await started.desk.createRule(rule(SILENT));
    await started.desk.createRule(rule());
    watch.link(link('up', T0), T0);
    say(started, 1, 6, T0);
    watch.link(link('down', T0 + SECOND), T0 + SECOND);
    watch.presence([told(one, 'unknown')], T0 + SECOND);
    watch.tick(T0 + 12 * SECOND);
    watch.tick(T0 + 5 * MINUTE);
    await watch.settle();
    const alerts = await all(started);
    const root = alerts.find(({ rule: { id } }) => id === 'link-lost');
    expect(root).toMatchObject({
      device: null,
      severity: 'critical',
      state: 'firing',
      rule: { name: 'Broker connection lost' },
    });
    expect(alerts.filter(({ device: of }) => of === 'a')).toMatchObject([
      { reason: 'no-data', noDataSince: T0 / 1_000, suppressedBy: root?.id },
    ]);
    watch.link(link('up', T0 + 6 * MINUTE), T0 + 6 * MINUTE);
    watch.tick(T0 + 6 * MINUTE + 58 * SECOND);
    await watch.settle();
    expect(await states(started)).toEqual(['a firing no-data', 'null resolved link-back']);
    expect((await all(started, ['firing']))[0]?.suppressedBy).toBeNull();
    watch.tick(T0 + 6 * MINUTE + 60 * SECOND);
    await watch.settle();
    expect(await states(started)).toContain('a firing silent');
  });

  it('are not raised by a link that is back soon', async () => {
    const started = await world.start([device('a', 1)]);
    started.watch.link(link('down', T0), T0);
    started.watch.tick(T0 + 9 * SECOND);
    started.watch.link(link('up', T0 + 9 * SECOND), T0 + 9 * SECOND);
    started.watch.tick(T0 + MINUTE);
    await started.watch.settle();
    expect(await states(started)).toEqual([]);
  });

  it('are one incident for a gateway, and none for the devices behind it', async () => {
    const gateway = device('gateway', 1);
    const child = device('child', 2, { parent: gateway.uid });
    const started = await world.start([gateway, child]);
    const { watch } = started;
    watch.link(link('up', T0), T0);
    await started.desk.createRule(rule({ ...SILENT, devices: ['child'] }));
    await started.desk.createRule(rule({ devices: ['child'] }));
    say(started, 2, 6, T0);
    watch.presence([told(gateway, 'offline'), told(child, 'stale')], T0 + SECOND);
    watch.tick(T0 + 5 * MINUTE);
    await watch.settle();
    const alerts = await all(started);
    const root = alerts.find(({ rule: { id } }) => id === 'gateway-lost');
    expect(root).toMatchObject({ device: 'gateway', state: 'firing' });
    expect(alerts.filter(({ device: of }) => of === 'child')).toMatchObject([{ suppressedBy: root?.id }]);
    watch.presence([told(gateway, 'live')], T0 + 6 * MINUTE);
    await watch.settle();
    expect(await states(started)).toEqual(['child firing no-data', 'gateway resolved gateway-back']);
    expect((await all(started, ['firing']))[0]?.suppressedBy).toBeNull();
  });

  it('are found again after a restart', async () => {
    const first = await world.start([device('a', 1)]);
    first.watch.link(link('down', T0), T0);
    first.watch.tick(T0 + MINUTE);
    await first.watch.settle();
    await world.stopAll();
    const again = await world.start([device('a', 1)], T0 + 2 * MINUTE);
    again.watch.link(link('down', T0), T0 + 2 * MINUTE);
    again.watch.tick(T0 + 3 * MINUTE);
    await again.watch.settle();
    expect(await states(again)).toEqual(['null firing link-lost']);
    again.watch.link(link('up', T0 + 3 * MINUTE), T0 + 3 * MINUTE);
    await again.watch.settle();
    expect(await states(again)).toEqual(['null resolved link-back']);
  });
});

describe('people', () => {
  async function firing() {
    const started = await world.start([device('a', 1)]);
    await started.desk.createRule(rule());
    say(started, 1, 6, T0);
    await started.watch.settle();
    const [alert] = await all(started);
    return { ...started, id: alert?.id ?? '' };
  }

  it('acknowledge, snooze and comment, each alert with its own answer', async () => {
    const { desk, id } = await firing();
    const hand = { by: 'Kim', note: 'on my way' };
    const answer = await desk.act({ action: 'acknowledge', ids: [id, 'nothing'], ...hand });
    expect(answer.results).toEqual([{ id }, { id: 'nothing', error: 'not-found: there is no such alert' }]);
    await desk.act({ action: 'snooze', ids: [id], ...hand, forMs: 60_000 });
    await desk.act({ action: 'comment', ids: [id], by: 'Lee', text: 'door was open' });
    const alert = await desk.alert(id);
    expect(alert.acknowledged).toMatchObject(hand);
    expect(alert.snoozedUntil).toBeGreaterThan(Date.now());
    expect(reasons(await desk.log(id, 0, 10))).toEqual(['beyond', 'acknowledged', 'snoozed', 'commented']);
  });

  it('resolve by hand; the next reading beyond is another incident', async () => {
    const started = await firing();
    const hand = { by: 'Kim', note: '' };
    await started.desk.act({ action: 'resolve', ids: [started.id], ...hand });
    expect(await states(started)).toEqual(['a resolved resolved-by-hand']);
    const late = await started.desk.act({ action: 'acknowledge', ids: [started.id], ...hand });
    expect(late.results[0]?.error).toBe('conflict: it is resolved already');
    say(started, 1, 6, Date.now() * 1_000 + SECOND);
    await started.watch.settle();
    expect(await states(started)).toEqual(['a firing beyond', 'a resolved resolved-by-hand']);
  });

  it('read in the log what the stages of notification decided', async () => {
    const { desk, id, watch } = await firing();
    const event = {
      type: 'notice',
      stage: 'silence',
      reason: 'silenced',
      channel: null,
      delivery: null,
    } as const;
    await desk.note([{ alert: id, event, suppressedBy: 'silence-1' }]);
    expect((await desk.alert(id)).suppressedBy).toBe('silence-1');
    expect(reasons(await desk.logSince(1, 10))).toEqual(['notice', 'suppressed']);
    await watch.settle();
  });
});

describe('a disk that cannot be written', () => {
  it('stops acknowledgements and not the alerts, which are saved once it can', async () => {
    const started = await world.start([device('a', 1)]);
    await started.desk.createRule(rule());
    started.disk.fault = 'disk is full';
    say(started, 1, 6, T0);
    await expect(started.watch.settle()).rejects.toThrow('disk is full');
    expect(started.news.at(-1)).toMatchObject({ unsaved: 'disk is full', alerts: [{ state: 'firing' }] });
    await expect(started.desk.createRule(rule())).rejects.toMatchObject({ code: 'unavailable' });
    expect(await states(started)).toEqual([]);
    const before = started.news.flatMap(({ entries }) => entries);
    started.disk.fault = null;
    await started.watch.settle();
    expect(started.news.at(-1)).toMatchObject({ unsaved: null });
    expect(await states(started)).toEqual(['a firing beyond']);
    expect(started.news.flatMap(({ entries }) => entries)).toEqual(before);
  });
});
