import { LIMITS, type Kind, type RejectReason } from '@sensorium/contracts';
import type { DeviceKey } from '@sensorium/domain/decode';
import { choosePublicId, identityKey } from '@sensorium/domain/identity';
import { newSeriesArrivals } from '@sensorium/domain/presence';
import { newDeviceClock } from '@sensorium/domain/series';
import { nanoid } from 'nanoid';
import type { RegistryChanges, StoredDevice, StoredSeries } from '../ports/registry-store.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/**
 * All devices and series of this owner, in memory. Says what changed since it was asked last, once for
 * the viewers (`takeAnnounced`) and once for the store (`takeUnsaved`).
 */
export class Registry {
  private readonly byIdentity = new Map<string, TrackedDevice>();
  private readonly publicIds = new Set<string>();
  private readonly announced = new Set<TrackedDevice>();
  private readonly unsaved = new Set<TrackedDevice>();
  private readonly touched = new Set<TrackedDevice>();
  private readonly awakened = new Set<TrackedDevice>();
  /** Devices heard in the last minute. */
  readonly active = new Set<TrackedDevice>();
  private nextSeries = 0;
  private seriesCount = 0;

  devices(): Iterable<TrackedDevice> {
    return this.byIdentity.values();
  }

  /** Takes over what the store kept. Silence of before counts from the start on the connected clock. */
  restore(stored: RegistryChanges, now: number): void {
    const byUid = new Map<string, TrackedDevice>();
    for (const one of stored.devices) byUid.set(one.uid, this.add(fromStored(one, now)));
    for (const one of stored.series) {
      const device = byUid.get(one.uid);
      if (device) this.addSeries(device, seriesFromStored(one));
    }
    for (const device of byUid.values()) if (device.lastSeen !== null) this.active.add(device);
    this.unsaved.clear();
  }

  /** The device with this key, made at its first message; or the reason why it cannot be. */
  identify(source: string, key: DeviceKey, now: number): TrackedDevice | RejectReason {
    const known = this.byIdentity.get(identityKey(source, key));
    if (known) return known;
    if (this.byIdentity.size >= LIMITS.devices) return 'device-limit';
    const publicId = choosePublicId(key, (id) => this.publicIds.has(id));
    return this.add({ ...newDevice(now), ...key, source, publicId, uid: nanoid(12) });
  }

  /** The series of a metric; undefined if there is none yet. */
  find(device: TrackedDevice, metric: string): TrackedSeries | undefined {
    return device.series.get(metric);
  }

  /** Makes the series of a metric whose kind is known now; or the reason why it cannot be. */
  create(device: TrackedDevice, metric: string, kind: Kind): TrackedSeries | RejectReason {
    if (device.series.size >= LIMITS.metricsPerDevice) return 'metric-limit';
    if (this.seriesCount >= LIMITS.series) return 'series-limit';
    const arrivals = newSeriesArrivals(kind);
    arrivals.stated = statedInterval(device, metric);
    const n = this.nextSeries;
    return this.addSeries(device, { n, metric, arrivals, newest: -Infinity, told: 'never', lastSeen: null });
  }

  /** Replaces what a device says about itself. */
  describe(device: TrackedDevice, meta: TrackedDevice['meta']): void {
    device.meta = meta;
    for (const series of device.series.values()) {
      series.arrivals.stated = statedInterval(device, series.metric);
    }
    this.changed(device);
  }

  /** Viewers and the store must hear of this device. */
  changed(device: TrackedDevice): void {
    this.announced.add(device);
    this.unsaved.add(device);
  }

  /** A message came from it at `now`; the store hears of that now and then. */
  heard(device: TrackedDevice, now: number): void {
    device.lastSeen = now;
    device.heardSince = true;
    device.recent[0] = (device.recent[0] ?? 0) + 1;
    this.active.add(device);
    this.touched.add(device);
    if (device.told !== 'live') this.awakened.add(device);
  }

  /** Only the store must hear of it, soon. */
  unsavedYet(device: TrackedDevice): void {
    this.unsaved.add(device);
  }

  takeAnnounced(): TrackedDevice[] {
    const devices = [...this.announced];
    this.announced.clear();
    return devices;
  }

  /** Devices that were heard and are not yet told to be live: their presence must not wait. */
  takeAwakened(): TrackedDevice[] {
    const devices = [...this.awakened];
    this.awakened.clear();
    return devices;
  }

  /** Devices that changed; with `all`, also those that were only heard. */
  takeUnsaved(all: boolean): TrackedDevice[] {
    const devices = [...(all ? this.unsaved.union(this.touched) : this.unsaved)];
    this.unsaved.clear();
    if (all) this.touched.clear();
    return devices;
  }

  private add(device: TrackedDevice): TrackedDevice {
    this.byIdentity.set(identityKey(device.source, device), device);
    this.publicIds.add(device.publicId);
    this.changed(device);
    return device;
  }

  private addSeries(device: TrackedDevice, series: TrackedSeries): TrackedSeries {
    device.series.set(series.metric, series);
    this.nextSeries = Math.max(this.nextSeries, series.n + 1);
    this.seriesCount += 1;
    this.changed(device);
    return series;
  }
}

function statedInterval(device: TrackedDevice, metric: string): number | undefined {
  const metrics = device.meta?.metrics;
  return metrics && Object.hasOwn(metrics, metric) ? metrics[metric]?.interval : undefined;
}

function newDevice(
  now: number,
): Omit<TrackedDevice, 'source' | 'dialect' | 'base' | 'id' | 'uid' | 'publicId'> {
  return {
    meta: null,
    firstSeen: now,
    lastSeen: null,
    clock: newDeviceClock(),
    saidOnline: undefined,
    heardSince: false,
    series: new Map(),
    told: 'never',
    toldCause: 'nothing-yet',
    toldSince: now,
    recent: [0],
  };
}

function fromStored(stored: StoredDevice, now: number): TrackedDevice {
  const { saidOnline, ...rest } = stored;
  return { ...newDevice(now), ...rest, saidOnline: saidOnline ?? undefined };
}

function seriesFromStored(stored: StoredSeries): TrackedSeries {
  const arrivals = newSeriesArrivals(stored.kind);
  arrivals.rhythm.interval = stored.interval ?? undefined;
  if (stored.lastSeen !== null) {
    arrivals.last = 0;
    arrivals.beforeRestart = true;
  }
  const { n, metric, lastSeen } = stored;
  return { n, metric, arrivals, newest: -Infinity, told: 'never', lastSeen };
}
