import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { FleetStore } from './fleet-store';
import { NOON, aDevice, aMetric, aReading } from './testing';

describe('FleetStore', () => {
  let store: FleetStore;

  beforeEach(() => {
    store = TestBed.inject(FleetStore);
    store.takeHello({ contract: 1, epoch: 'e', time: NOON, limits: {} });
  });

  function devices(full: boolean, ...ids: string[]): void {
    store.takeDevices({ time: NOON, full, devices: ids.map((id) => aDevice(id)), removed: [] });
  }
  function snapshot(): void {
    store.takeSnapshot({ id: 'fleet', cursor: 'c', time: NOON, readings: [] });
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
    store.takeReadings({
      id: 'fleet',
      cursor: 'd',
      time: NOON + 1000,
      readings: [aReading('a', 'temperature', NOON + 900, 21), aReading('a', 'humidity', NOON + 900, 40)],
    });
    expect(store.version()).toBe(version + 1);
    expect(store.devices()).toBe(list);
    expect(store.devices()[0]?.stamp).toBeGreaterThan(before);
    expect(store.series.number(store.series.row('a', 'humidity'))).toBe(40);
    expect(store.received).toBe(2);
  });

  it('never lets the latest value of a description overwrite a newer reading', () => {
    devices(true, 'a');
    store.takeReadings({
      id: 'fleet',
      cursor: 'd',
      time: NOON,
      readings: [aReading('a', 'temperature', NOON, 22)],
    });
    const latest = {
      t: NOON - 1000,
      received: NOON - 1000,
      value: 3,
      quality: 'good',
      retained: false,
    } as const;
    const metrics = [aMetric('temperature', { latest })];
    store.takeDevices({ time: NOON, full: false, devices: [aDevice('a', { metrics })], removed: [] });
    expect(store.series.number(store.series.row('a', 'temperature'))).toBe(22);
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
          metrics: [{ name: 'temperature', state: 'late', interval: 5100 }],
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
    store.takeReadings({
      id: 'f',
      cursor: 'd',
      time: NOON,
      readings: [aReading('a', 'temperature', NOON, 22)],
    });
    store.takeDevices({ time: NOON, full: false, devices: [], removed: ['u-a'] });
    expect(ids()).toEqual(['b']);
    expect(store.series.number(store.series.row('a', 'temperature'))).toBeNaN();
  });

  it('counts retained values as values, not as arrivals', () => {
    devices(true, 'a');
    const reading = { ...aReading('a', 'temperature', NOON, 22), retained: true };
    store.takeSnapshot({ id: 'fleet', cursor: 'c', time: NOON, readings: [reading] });
    expect(store.series.number(store.series.row('a', 'temperature'))).toBe(22);
    expect(store.devices()[0]?.arrivals.length).toBe(0);
  });
});
