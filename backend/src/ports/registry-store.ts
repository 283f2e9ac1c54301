import type { DeviceMeta, Kind } from '@sensorium/contracts';
import type { Identity } from '@sensorium/domain/identity';

export const REGISTRY_STORE = Symbol('RegistryStore');

/** A device as it is kept over restarts. Times in µs. */
export interface StoredDevice extends Identity {
  uid: string;
  publicId: string;
  meta: DeviceMeta | null;
  firstSeen: number;
  lastSeen: number | null;
  /** Newest availability statement, and whether a reading came after it. */
  saidOnline: boolean | null;
  heardSince: boolean;
}

/** A series as it is kept over restarts. `n` is its number for good; `interval` in ms. */
export interface StoredSeries {
  n: number;
  uid: string;
  metric: string;
  kind: Kind;
  interval: number | null;
  lastSeen: number | null;
}

export interface RegistryChanges {
  devices: StoredDevice[];
  series: StoredSeries[];
}

/** Devices and series over restarts. Every call may fail (disk full, read-only): the caller tries again. */
export interface RegistryStore {
  /** Id of this installation, made once per data folder: 12 characters of `[A-Za-z0-9_-]`. */
  instance(): Promise<string>;
  load(): Promise<RegistryChanges>;
  /** Writes all changes or none. */
  save(changes: RegistryChanges): Promise<void>;
}
