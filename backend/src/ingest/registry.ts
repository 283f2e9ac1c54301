import { LIMITS, type Kind, type RejectReason } from '@sensorium/contracts';
import type { DeviceKey } from '@sensorium/domain/decode';
import { choosePublicId, identityKey } from '@sensorium/domain/identity';
import { newSeriesArrivals } from '@sensorium/domain/presence';
import { nanoid } from 'nanoid';
import type { RegistryContent } from '../ports/registry-store.js';
import { Changes } from './changes.js';
import { deviceFromStored, newDevice, seriesFromStored } from './restore.js';
import { HTTP_SOURCE } from './source-clocks.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** Deleted identities that are remembered. */
const DELETED_MAX = LIMITS.devices;

/** All devices and series of this owner, in memory, by every name they have. */
export class Registry {
  /** What the viewers and the store have not heard of yet. */
  readonly changes = new Changes();
  /** Devices heard in the last minute. */
  readonly active = new Set<TrackedDevice>();
  private readonly byIdentity = new Map<string, TrackedDevice>();
  private readonly byUid = new Map<string, TrackedDevice>();
  private readonly publicIds = new Map<string, TrackedDevice>();
  private readonly deleted = new Set<string>();
  /** Devices by the key object that led to them: decoders use the same one again for the same topic. */
  private readonly met = new WeakMap<DeviceKey, { source: string; device: TrackedDevice }>();
  private nextSeries = 0;
  private seriesCount = 0;

  devices(): Iterable<TrackedDevice> {
    return this.byUid.values();
  }

  device(uid: string): TrackedDevice | undefined {
    return this.byUid.get(uid);
  }

  /** The device with this public id or alias. */
  named(id: string): TrackedDevice | undefined {
    return this.publicIds.get(id);
  }

  /** Takes over what the store kept. Silence of before counts from the start on the connected clock. */
  restore(stored: RegistryContent, now: number): void {
    for (const one of stored.devices) this.add(deviceFromStored(one, now));
    for (const { uid, parent } of stored.devices) this.restoreParent(uid, parent);
    for (const one of stored.series) {
      const device = this.byUid.get(one.uid);
      if (device) this.addSeries(device, seriesFromStored(one, statedInterval(device, one.metric)));
    }
    for (const key of stored.deleted) this.deleted.add(key);
    for (const device of this.byUid.values()) if (device.lastSeen !== null) this.active.add(device);
    this.changes.nothingUnsaved();
  }

  /** The device with this key; for the HTTP route also one of that name that speaks MQTT. */
  known(source: string, key: DeviceKey): TrackedDevice | undefined {
    const met = this.met.get(key);
    if (met?.source === source && this.byUid.get(met.device.uid) === met.device) return met.device;
    const found = this.lookUp(source, key);
    if (found) this.met.set(key, { source, device: found });
    return found;
  }

  /**
   * Makes the device of a first message; or the reason why it cannot be, or `deleted` for one that only a
   * message that is not retained brings back.
   */
  make(
    source: string,
    key: DeviceKey,
    retained: boolean,
    now: number,
  ): TrackedDevice | RejectReason | 'deleted' {
    const identity = identityKey(source, key);
    if (this.deleted.has(identity)) {
      if (retained) return 'deleted';
      this.deleted.delete(identity);
      this.changes.restored(identity);
    }
    if (this.byUid.size >= LIMITS.devices) return 'device-limit';
    const publicId = choosePublicId(key, (id) => this.publicIds.has(id));
    return this.add({ ...newDevice(now), ...key, source, publicId, uid: nanoid(12) });
  }

  /**
   * The device that one of these keys led to before its dialect was known, from now on under `key`: its names, its
   * series and its history stay. Undefined if there is none.
   */
  adopt(source: string, key: DeviceKey, before: readonly DeviceKey[]): TrackedDevice | undefined {
    for (const old of before) {
      const device = this.byIdentity.get(identityKey(source, old));
      if (device?.dialect !== old.dialect) continue;
      device.others.push({
        source: device.source,
        dialect: device.dialect,
        base: device.base,
        id: device.id,
      });
      Object.assign(device, { source, dialect: key.dialect, base: key.base, id: key.id });
      this.byIdentity.set(identityKey(source, key), device);
      this.changes.changed(device);
      return device;
    }
    return undefined;
  }

  /** From now on `parent` is the gateway of a device; never one of its own children. */
  setParent(device: TrackedDevice, parent: TrackedDevice | null): void {
    if (device.parent === parent || isAbove(device, parent)) return;
    device.parent?.children.delete(device);
    device.parent = parent;
    parent?.children.add(device);
    this.changes.changed(device);
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
    return this.addSeries(device, {
      n,
      metric,
      arrivals,
      newest: -Infinity,
      told: 'never',
      toldInterval: null,
      toldSource: null,
      lastSeen: null,
    });
  }

  /** Replaces what a device says about itself. */
  describe(device: TrackedDevice, meta: TrackedDevice['meta']): void {
    device.meta = meta;
    for (const series of device.series.values()) {
      series.arrivals.stated = statedInterval(device, series.metric);
    }
    this.changes.changed(device);
  }

  /** A message that was not retained came from it at `now`; the store hears of that now and then. */
  heard(device: TrackedDevice, now: number): void {
    device.lastSeen = now;
    device.heardSince = true;
    device.recent[0] = (device.recent[0] ?? 0) + 1;
    this.active.add(device);
    this.changes.heard(device);
  }

  /** Forgets a device; with `remember`, retained messages do not bring it back. */
  remove(device: TrackedDevice, remember: boolean): void {
    this.byUid.delete(device.uid);
    this.setParent(device, null);
    for (const child of device.children) this.setParent(child, null);
    this.active.delete(device);
    this.seriesCount -= device.series.size;
    for (const id of [device.publicId, ...device.aliases]) this.publicIds.delete(id);
    for (const one of [device, ...device.others]) {
      const key = identityKey(one.source, one);
      this.byIdentity.delete(key);
      if (!remember || this.deleted.size >= DELETED_MAX) continue;
      this.deleted.add(key);
      this.changes.deleted(key);
    }
    this.changes.removed(device);
  }

  /** Gives `old` the identities, ids and missing series of `by`, which is then gone. */
  replace(old: TrackedDevice, by: TrackedDevice): void {
    const { parent } = by;
    this.remove(by, false);
    for (const identity of [by, ...by.others]) {
      const { source, dialect, base, id } = identity;
      old.others.push({ source, dialect, base, id });
      this.byIdentity.set(identityKey(source, identity), old);
    }
    for (const alias of [by.publicId, ...by.aliases]) {
      old.aliases.push(alias);
      this.publicIds.set(alias, old);
    }
    for (const series of by.series.values()) if (!old.series.has(series.metric)) this.addSeries(old, series);
    for (const topic of by.retainedTopics) old.retainedTopics.add(topic);
    old.clock = by.clock;
    old.saidOnline = by.saidOnline;
    old.heardSince = by.heardSince;
    if (parent) this.setParent(old, parent);
    if (by.meta) this.describe(old, by.meta);
    this.changes.changed(old);
  }

  private restoreParent(uid: string, parent: string | null): void {
    const device = this.byUid.get(uid);
    const gateway = parent === null ? undefined : this.byUid.get(parent);
    if (device && gateway) this.setParent(device, gateway);
  }

  private lookUp(source: string, key: DeviceKey): TrackedDevice | undefined {
    const own = this.byIdentity.get(identityKey(source, key));
    if (own ?? source !== HTTP_SOURCE) return own;
    const named = this.publicIds.get(key.id);
    return named?.dialect === key.dialect && named.id === key.id ? named : undefined;
  }

  private add(device: TrackedDevice): TrackedDevice {
    for (const one of [device, ...device.others]) this.byIdentity.set(identityKey(one.source, one), device);
    for (const id of [device.publicId, ...device.aliases]) this.publicIds.set(id, device);
    this.byUid.set(device.uid, device);
    this.changes.changed(device);
    return device;
  }

  private addSeries(device: TrackedDevice, series: TrackedSeries): TrackedSeries {
    device.series.set(series.metric, series);
    this.nextSeries = Math.max(this.nextSeries, series.n + 1);
    this.seriesCount += 1;
    this.changes.changed(device);
    return series;
  }
}

/** True if `device` is `other` or stands above it. */
function isAbove(device: TrackedDevice, other: TrackedDevice | null): boolean {
  for (let one = other; one; one = one.parent) if (one === device) return true;
  return false;
}

function statedInterval(device: TrackedDevice, metric: string): number | undefined {
  const metrics = device.meta?.metrics;
  return metrics && Object.hasOwn(metrics, metric) ? metrics[metric]?.interval : undefined;
}
