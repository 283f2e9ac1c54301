import type { DeviceMeta, Kind, LogEntry, OutOfService, SetAside, Site } from '@sensorium/contracts';
import type { Identity } from '@sensorium/domain/identity';

export const REGISTRY_STORE = Symbol('RegistryStore');

/** Fields that a person has set; what is absent is as the device says. */
export interface DeviceEdits {
  name?: string;
  site?: string;
  kind?: string;
  labels?: Record<string, string>;
}

/** A device as it is kept over restarts. Times in µs. */
export interface StoredDevice extends Identity {
  uid: string;
  publicId: string;
  others: Identity[];
  aliases: string[];
  edits: DeviceEdits;
  outOfService: OutOfService | null;
  meta: DeviceMeta | null;
  /** Uid of its gateway. */
  parent: string | null;
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

/** A site as it is kept; its name is what devices and people write. */
export type StoredSite = Site;

/** Everything that is kept: as it is loaded. */
export interface RegistryContent {
  devices: StoredDevice[];
  series: StoredSeries[];
  sites: StoredSite[];
  /** Keys of identities whose device was deleted: only a message that is not retained brings it back. */
  deleted: string[];
  /** Highest id in the event log. */
  lastLogId: number;
  /** A damaged registry that was put aside for a new one. */
  setAside: SetAside | null;
}

/** What to write: devices, series and sites are replaced, removed uids go with all that is theirs. */
export interface RegistryChanges {
  devices: StoredDevice[];
  series: StoredSeries[];
  sites: StoredSite[];
  removed: string[];
  /** Identities deleted and brought back, by key. */
  deleted: string[];
  restored: string[];
  log: LogEntry[];
}

/** Which entries of the event log are wanted: newest first, below `before`, later than `since` (ms). */
export interface LogRequest {
  uid: string | null;
  since: number | undefined;
  before: number | undefined;
  limit: number;
}

/**
 * Devices and series over restarts. Where nothing can be written (disk full, read-only) it still loads what is
 * there, and `save` rejects with the reason: the caller tries again.
 */
export interface RegistryStore {
  /** Id of this installation, made once per data folder: 12 characters of `[A-Za-z0-9_-]`. */
  instance(): Promise<string>;
  load(): Promise<RegistryContent>;
  /** Writes all changes or none. */
  save(changes: RegistryChanges): Promise<void>;
  log(request: LogRequest): Promise<LogEntry[]>;
  /** What a person has set under a name, as JSON; undefined if nothing. */
  setting(name: string): Promise<unknown>;
  saveSetting(name: string, value: unknown): Promise<void>;
  /** Writes a copy as of one moment to a new file. */
  backup(file: string): Promise<void>;
}
