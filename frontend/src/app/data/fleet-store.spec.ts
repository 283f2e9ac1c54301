import { NEWEST, RETAINED, type FramePart } from '@sensorium/contracts';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { FleetStore } from './fleet-store';
import { NOON, aDevice, aMetric, aSeries, columnsOf, type Row } from './testing';
import { WireSeries } from './wire-series';

describe('FleetStore', () => {
  let store: FleetStore;
  let series: WireSeries;

  beforeEach(() => {
    series = new WireSeries();
    series.take([
      aSeries(1, 'a', 'temperature'),
      aSeries(2, 'a', 'humidity'),
      aSeries(3, 'b', 'temperature'),
    ]);
    store = TestBed.inject(FleetStore);
    store.takeHello({ contract: 1, epoch: 'e', time: NOON, limits: {} });
  });

  function devices(full: boolean, ...ids: string[]): void {
    store.takeDevices({ time: NOON, full, devices: ids.map((id) => aDevice(id)), removed: [] });
  }
  function frame(part: FramePart, ...rows: Row[]): void {
    store.takeFrame({ id: 'fleet', cursor: 'c', time: NOON, part, columns: columnsOf(rows), series });
  }
  function snapshot(): void {
    frame('snapshot');
  }
  function value(device: string, metric: string): number {
    return store.series.number(store.series.row(`u-${device}`, metric));
  }
  function line(device: string, metric: string): number[] {
    const points = store.series.points(store.series.row(`u-${device}`, metric));
    return Array.from({ length: points.length }, (_, i) => points.value(i));
  }
  function ids(): string[] {
    return store.devices().map(({ device }) => device.id);
  }

  it('is loaded after the first snapshot, not before', () => {
    devices(true, 'a');
    expect(store.loaded()).toBe(false);
    snapshot();
    expect(store.loaded()).toBe(true);
  });

  it('keeps the labs of the transports page, and lists none', () => {
    const lab = aDevice('lab-1', { source: 'lab', kind: 'lab' });
    const own = aDevice('bench', { kind: 'lab' });
    store.takeDevices({ time: NOON, full: true, devices: [lab, own], removed: [] });
    snapshot();
    expect(ids()).toEqual(['bench']);
    expect(store.entry('u-lab-1')?.device).toBe(lab);
  });

  it('takes a full list in several parts and drops only what none of them names', () => {
    devices(true, 'a', 'b', 'c');
    snapshot();
    const kept = store.devices()[1];
    devices(true, 'a');
    expect(ids()).toEqual(['a', 'b', 'c']);
    devices(false, 'b', 'd');
    snapshot();
    expect(ids()).toEqual(['a', 'b', 'd']);
    expect(store.devices()[1]).toBe(kept);
  });

  it('raises one version a frame and leaves the list of devices alone', () => {
    devices(true, 'a', 'b');
    snapshot();
    const [version, list, before] = [store.version(), store.devices(), store.devices()[0]?.stamp ?? 0];
    frame('readings', { n: 1, t: NOON + 900, value: 21 }, { n: 2, t: NOON + 900, value: 40 });
    expect(store.version()).toBe(version + 1);
    expect(store.devices()).toBe(list);
    expect(store.devices()[0]?.stamp).toBeGreaterThan(before);
    expect(value('a', 'humidity')).toBe(40);
    expect(store.received).toBe(2);
  });

  it('never lets the latest value of a description overwrite a newer reading', () => {
    devices(true, 'a');
    frame('readings', { n: 1, t: NOON, value: 22 });
    const latest = {
      t: NOON - 1000,
      received: NOON - 1000,
      value: 3,
      quality: 'good',
      retained: false,
    } as const;
    const metrics = [aMetric('temperature', { latest })];
    store.takeDevices({ time: NOON, full: false, devices: [aDevice('a', { metrics })], removed: [] });
    expect(value('a', 'temperature')).toBe(22);
  });

  it('merges a change of presence into the device and its metric', () => {
    devices(true, 'a');
    store.takePresence({
      time: NOON + 14_000,
      changes: [
        {
          uid: 'u-a',
          presence: 'late',
          since: NOON + 10_000,
          reason: '',
          cause: { code: 'silent', sinceMs: 14_000, usuallyMs: 5000 },
          metrics: [{ name: 'temperature', state: 'late', interval: 5100, intervalSource: 'learned' }],
        },
      ],
    });
    const entry = store.devices()[0];
    expect(entry?.presence).toBe('late');
    expect(entry?.silentFrom).toBe(NOON);
    expect(entry?.device.metrics[0]).toMatchObject({ state: 'late', interval: 5100 });
  });

  it('forgets removed devices with their values', () => {
    devices(true, 'a', 'b');
    frame('readings', { n: 1, t: NOON, value: 22 });
    store.takeDevices({ time: NOON, full: false, devices: [], removed: ['u-a'] });
    expect(ids()).toEqual(['b']);
    expect(value('a', 'temperature')).toBeNaN();
  });

  it('counts retained values as values, not as arrivals', () => {
    devices(true, 'a');
    frame('snapshot', { n: 1, t: NOON, value: 22, flags: RETAINED });
    expect(value('a', 'temperature')).toBe(22);
    expect(store.devices()[0]?.arrivals.length).toBe(0);
  });

  it('begins a line with the recent readings, in any order of the parts, and keeps the newest value', () => {
    devices(true, 'a');
    frame('snapshot', { n: 1, t: NOON, value: 22 });
    frame('recent', { n: 1, t: NOON - 2000, value: 20 }, { n: 1, t: NOON - 1000, value: 21 });
    frame('recent', { n: 1, t: NOON, value: 22 });
    expect(line('a', 'temperature')).toEqual([20, 21, 22]);
    expect(value('a', 'temperature')).toBe(22);
    expect(store.devices()[0]?.arrivals.length).toBe(3);
    expect(store.received).toBe(0);
  });

  it('takes a reading that is not the newest of its series as a point only', () => {
    devices(true, 'a');
    frame('readings', { n: 1, t: NOON, value: 22 });
    frame('readings', { n: 1, t: NOON - 5000, value: 3, flags: 0 });
    expect(value('a', 'temperature')).toBe(22);
    expect(line('a', 'temperature')).toEqual([3, 22]);
  });

  it('takes texts', () => {
    devices(true, 'a');
    frame('readings', { n: 2, t: NOON, value: 'dry' }, { n: 1, t: NOON, value: 4 });
    expect(store.series.text(store.series.row('u-a', 'humidity'))).toBe('dry');
    frame('readings', { n: 2, t: NOON - 1, value: 'wet', flags: 0 });
    expect(store.series.text(store.series.row('u-a', 'humidity'))).toBe('dry');
  });

  it('counts readings of series without a name and takes the others', () => {
    devices(true, 'a');
    frame('readings', { n: 99, t: NOON, value: 1 }, { n: 1, t: NOON, value: 2 });
    expect([store.nameless, value('a', 'temperature')]).toEqual([1, 2]);
  });

  it('gives numbers a new meaning after a restart of the server', () => {
    devices(true, 'a', 'b');
    frame('readings', { n: 1, t: NOON, value: 1, flags: NEWEST });
    series.clear();
    series.take([aSeries(1, 'b', 'temperature')]);
    store.takeHello({ contract: 1, epoch: 'f', time: NOON, limits: {} });
    frame('readings', { n: 1, t: NOON, value: 2 });
    expect([value('a', 'temperature'), value('b', 'temperature')]).toEqual([1, 2]);
  });
});
