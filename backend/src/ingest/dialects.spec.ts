import { decoded, Decoder, deviceKey, generic, type Dialect, type Fact } from '@sensorium/domain/decode';
import { beforeEach, describe, expect, it } from 'vitest';
import { Batch } from './batch.js';
import { DecodeRequests } from './decode-requests.js';
import { EventLog } from './event-log.js';
import { Pipeline } from './pipeline.js';
import { presenceChange } from './presence-change.js';
import { ReadingsStage } from './readings-stage.js';
import { toRecord, toStored } from './records.js';
import { Registry } from './registry.js';
import { RejectionLog } from './rejection-log.js';
import { SiteList } from './site-list.js';
import { SourceClocks } from './source-clocks.js';
import type { TrackedDevice } from './tracked.js';

const NOW = Date.UTC(2026, 10, 23) * 1_000;
const SECOND = 1_000_000;
const GATEWAY = deviceKey('toy', '', 'gateway');
const CHILD = deviceKey('toy', '', 'child');

/** A dialect whose messages are their own facts, under `toy/…`. */
const toy: Dialect<null> = {
  name: 'toy',
  title: 'Toy',
  documentation: '',
  covers: '',
  initial: null,
  topics: ({ text }) => text.startsWith('toy/'),
  claims: () => true,
  decode: (message) => {
    const { facts = [], requests = [] } = (message.object() ?? {}) as { facts?: Fact[]; requests?: string[] };
    return decoded(
      facts,
      [],
      requests.map((topic) => ({ topic, payload: new Uint8Array([1]) })),
    );
  },
};

let registry: Registry;
let sites: SiteList;
let pipeline: Pipeline;

beforeEach(() => {
  const clocks = new SourceClocks();
  const log = new EventLog();
  clocks.start('main', NOW);
  registry = new Registry();
  sites = new SiteList();
  const committer = { add: () => undefined };
  const alerts = { reading: () => undefined };
  const stage = new ReadingsStage({ registry, batch: new Batch(), committer, clocks, log, alerts });
  pipeline = new Pipeline(registry, stage, new RejectionLog(), sites, log);
});

function publish(topic: string, payload: string, at = NOW): void {
  pipeline.take('main', { topic, payload: Buffer.from(payload), retained: false }, at);
}

function say(facts: object[], { at = NOW, topic = 'toy/x', requests = [] as string[] } = {}): void {
  const decoder = new Decoder([toy, generic]);
  pipeline.decode = (state, message, now) => decoder.decode(state, message, now);
  publish(topic, JSON.stringify({ facts, requests }), at);
}

function reading(device: object | undefined, values: Record<string, unknown> = { t: 1 }, more = {}): object {
  return { type: 'readings', device, metrics: Object.keys(values), values: Object.values(values), ...more };
}

function named(id: string, from = registry): TrackedDevice {
  const device = from.named(id);
  if (!device) throw new Error(`no device ${id}`);
  return device;
}

function presenceOf(id: string, at: number): string {
  presenceChange(named(id), true, at - NOW, at);
  return `${named(id).told} ${named(id).toldCause}`;
}

describe('gateways and their devices', () => {
  beforeEach(() => {
    say([reading(CHILD), { type: 'description', device: CHILD, meta: { name: 'Child' }, parent: GATEWAY }]);
  });

  it('form a tree, over a restart too', () => {
    expect(toRecord(named('child')).parent).toBe(named('gateway').uid);
    const restored = new Registry();
    const { devices, series } = toStored([...registry.devices()]);
    restored.restore({ devices, series, sites: [], deleted: [], lastLogId: 0, setAside: null }, NOW);
    expect(restored.named('child')?.parent).toBe(restored.named('gateway'));
    restored.remove(named('gateway', restored), false);
    expect(restored.named('child')?.parent).toBeNull();
  });

  it('are stale together when the gateway dies, each until it is heard again', () => {
    expect(presenceOf('child', NOW)).toBe('live reading');
    registry.changes.takeAwakened();
    say([{ type: 'availability', device: GATEWAY, online: false }], { at: NOW + SECOND });
    expect(registry.changes.takeAwakened()).toContain(named('child'));
    expect(presenceOf('child', NOW + SECOND)).toBe('stale gateway-offline');
    say([reading(CHILD)], { at: NOW + 2 * SECOND });
    expect(presenceOf('child', NOW + 2 * SECOND)).toBe('live reading');
  });

  it('never stand in a ring', () => {
    say([{ type: 'description', device: GATEWAY, meta: {}, parent: CHILD }]);
    expect(named('gateway').parent).toBeNull();
  });
});

describe('a device of the generic rule whose dialect is known now', () => {
  it('keeps its id, its uid and its series', () => {
    publish('toy/x', '{"t":1}');
    const { uid } = named('toy/x');
    say([reading(deviceKey('toy', '', 'x'))]);
    expect(named('toy/x')).toMatchObject({ uid, dialect: 'toy', id: 'x' });
    expect(named('toy/x').others).toEqual([{ source: 'main', dialect: 'generic', base: '', id: 'toy/x' }]);
    expect([...registry.devices()]).toHaveLength(1);
    expect(named('toy/x').series.size).toBe(1);
  });

  it('is not taken by one of several devices of a message', () => {
    publish('toy/x', '{"t":1}');
    say([reading(CHILD), reading(GATEWAY)]);
    expect([...registry.devices()].map(({ publicId }) => publicId)).toEqual(['toy/x', 'child', 'gateway']);
  });
});

describe('what is not said', () => {
  it('is guessed from the name, of numbers only, and marked', () => {
    publish('home/boiler', '{"temperature":50,"power":"high"}');
    const { metrics } = toRecord(named('home/boiler'));
    expect(metrics).toMatchObject([
      { unit: '°C', unitSource: 'guessed', class: 'temperature' },
      { unit: null, unitSource: null },
    ]);
  });

  it('gives way to a unit that a message states, which is kept', () => {
    say([reading(CHILD, { temperature: 50 }, { units: ['F'] })]);
    expect(toRecord(named('child')).metrics).toMatchObject([{ unit: '°F', unitSource: 'meta' }]);
    registry.changes.takeAnnounced();
    say([reading(CHILD, { temperature: 51 }, { units: ['°F'] })]);
    expect(registry.changes.takeAnnounced()).toEqual([]);
  });

  it('stays of a description when another adds to it', () => {
    say([{ type: 'description', device: CHILD, meta: { name: 'A', metrics: { t: { unit: 'K', min: 0 } } } }]);
    const more = { model: 'M', metrics: { t: { unit: 'C' }, u: { label: 'U' } } };
    say([{ type: 'description', device: CHILD, mode: 'merge', meta: more }]);
    const metrics = { t: { unit: 'C', min: 0 }, u: { label: 'U' } };
    expect(named('child').meta).toEqual({ name: 'A', model: 'M', metrics });
  });
});

describe('local time without a zone', () => {
  const noon = '{"Time":"2026-11-22T12:00:00","t":1}';
  const newest = () => named('a/b').series.get('t')?.newest;

  it('is the time of receipt until the zone of the device is known, and that is said', () => {
    publish('a/b', noon);
    expect(toRecord(named('a/b')).clockAssumption).toEqual({ code: 'receipt', zone: null });
    expect(newest()).toBe(NOW);
  });

  it('is read in the zone of the site of the device', () => {
    publish('a/b', noon);
    named('a/b').edits = { site: 'Mill' };
    named('a/b').series.clear();
    sites.mention('Mill', 'Europe/Lisbon');
    publish('a/b', noon.replace('12:00', '13:00'));
    expect(toRecord(named('a/b')).clockAssumption).toEqual({ code: 'zone', zone: 'Europe/Lisbon' });
    expect(newest()).toBe(Date.UTC(2026, 10, 22, 13) * 1_000);
  });
});

describe('requests of decoders', () => {
  function sent(isAllowed: boolean, times: readonly number[]): string[] {
    const topics: string[] = [];
    const publishTo = (topic: string): Promise<void> => Promise.resolve(void topics.push(topic));
    const requests = new DecodeRequests({ publish: publishTo }, isAllowed);
    pipeline.requested = (wanted, now) => {
      requests.send(wanted, now);
    };
    for (const at of times) say([], { at, requests: ['cmd/rebirth'] });
    return topics;
  }

  it('are published where that is allowed, not again for ten seconds', () => {
    expect(sent(true, [NOW, NOW + SECOND, NOW + 11 * SECOND])).toEqual(['cmd/rebirth', 'cmd/rebirth']);
    expect(sent(false, [NOW])).toEqual([]);
  });
});

describe('a device that leaves its network', () => {
  it('is offline, with all that it was', () => {
    say([{ type: 'readings', device: CHILD, stamp: undefined, metrics: ['t'], values: [1] }]);
    say([{ type: 'removal', device: CHILD }], { at: NOW + SECOND });
    const [device] = [...registry.devices()];
    expect([device?.id, device?.saidOnline, device?.series.size]).toEqual(['child', false, 1]);
  });

  it('is not made by leaving', () => {
    say([{ type: 'removal', device: CHILD }]);
    expect([...registry.devices()]).toEqual([]);
  });
});
