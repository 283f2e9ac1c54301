import type { DeviceMeta, Presence, PresenceCause } from '@sensorium/contracts';
import type { Identity } from '@sensorium/domain/identity';
import type { SeriesArrivals } from '@sensorium/domain/presence';
import type { DeviceClock } from '@sensorium/domain/series';

/** A series as the ingest keeps it. */
export interface TrackedSeries {
  n: number;
  metric: string;
  arrivals: SeriesArrivals;
  /** Time of the newest measured value, µs; −Infinity before the first and after a clock was set back. */
  newest: number;
  /** Presence as it was told last. */
  told: Presence;
  lastSeen: number | null;
}

/** A device as the ingest keeps it. Times in µs of our own clock. */
export interface TrackedDevice extends Identity {
  uid: string;
  publicId: string;
  meta: DeviceMeta | null;
  firstSeen: number;
  lastSeen: number | null;
  clock: DeviceClock;
  saidOnline: boolean | undefined;
  heardSince: boolean;
  series: Map<string, TrackedSeries>;
  /** Presence as it was told last, and since when. */
  told: Presence;
  toldCause: PresenceCause['code'];
  toldSince: number;
  /** Messages of the running ten seconds, and of the five stretches before, newest first. */
  recent: number[];
}
