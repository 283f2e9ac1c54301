import type { DeviceMeta, PresenceUpdate, Quality } from '@sensorium/contracts';
import type { LinkStatus } from './broker-link.js';
import type { AlertNews } from './live-bus.js';

export const ALERT_WATCH = Symbol('AlertWatch');

/** A metric as rules see it. */
export interface WatchedMetric {
  /** Number of its series. */
  n: number;
  unit: string | null;
  /** Names of its values by their text, such as `{ true: 'open', false: 'closed' }`; null where they have none. */
  values: Readonly<Record<string, string>> | null;
  /** When it was heard last, µs of our clock. */
  lastSeen: number | null;
}

/** A device as rules see it. */
export interface WatchedDevice {
  uid: string;
  publicId: string;
  name: string;
  site: string | null;
  kind: string | null;
  parent: string | null;
  /** It reaches us over the link to the broker: while that is down, nothing can be heard of it. */
  isLinked: boolean;
  labels: Readonly<Record<string, string>>;
  meta: DeviceMeta | null;
  metrics: ReadonlyMap<string, WatchedMetric>;
}

/** One reading as the pipeline has settled it. Times in µs; booleans as they came. */
export interface WatchedReading {
  /** Number of its series. */
  n: number;
  t: number;
  received: number;
  value: number | boolean | string;
  quality: Quality;
}

/**
 * Evaluates alert rules in the ingest thread, on every reading that is not retained. All calls but `start` and
 * `settle` return at once and never throw. Times in µs of our own clock.
 */
export interface AlertWatch {
  /** Loads rules and incidents; called once, after the registry and before the link opens. */
  start(devices: Iterable<WatchedDevice>, now: number): Promise<void>;
  /** A reading that was stored before this start, oldest first in its series: it was evaluated then. */
  known(reading: Pick<WatchedReading, 'n' | 't' | 'value'>): void;
  reading(reading: WatchedReading): void;
  /** A device that is new, changed, or has a new metric. */
  device(device: WatchedDevice, now: number): void;
  removed(uid: string, now: number): void;
  presence(updates: readonly PresenceUpdate[], now: number): void;
  link(status: LinkStatus, now: number): void;
  /** Called with each step of the ingest: fires timers that are due. */
  tick(now: number): void;
  /** Resolves once every transition so far is on disk; rejects with the reason while nothing can be written. */
  settle(): Promise<void>;
  /**
   * Has `save` called before transitions are saved: the devices that they name must be on disk first. It resolves to
   * why that failed, or null.
   */
  beforeSave(save: () => Promise<string | null>): void;
  /** Calls `listener` when there is news for the live stream: it is in the next step. */
  onNews(listener: () => void): void;
  /** What changed since the last call; null for nothing. */
  takeNews(): AlertNews | null;
  close(): Promise<void>;
}
