import type {
  ClockAssumption,
  DeviceMeta,
  IntervalSource,
  OutOfService,
  Presence,
  PresenceCause,
} from '@sensorium/contracts';
import type { Identity } from '@sensorium/domain/identity';
import type { SeriesArrivals } from '@sensorium/domain/presence';
import type { DeviceClock } from '@sensorium/domain/series';
import type { DeviceEdits } from '../ports/registry-store.js';

/** A series as the ingest keeps it. */
export interface TrackedSeries {
  n: number;
  metric: string;
  arrivals: SeriesArrivals;
  /** Time of the newest measured value, µs; −Infinity before the first and after a clock was set back. */
  newest: number;
  /** Presence and interval (ms) with its source as they were told last. */
  told: Presence;
  toldInterval: number | null;
  toldSource: IntervalSource | null;
  lastSeen: number | null;
}

/** The newest message of a device, its first bytes copied. `at` in µs. */
export interface KeptMessage {
  topic: string;
  at: number;
  bytes: number;
  retained: boolean;
  head: Uint8Array;
}

/** A device as the ingest keeps it. Times in µs of our own clock. */
export interface TrackedDevice extends Identity {
  uid: string;
  /** Other identities that it took over from devices that it replaces or that replaced it. */
  others: Identity[];
  /** Other ids under which it is found. */
  aliases: string[];
  /** What a person has set over what the device says. */
  edits: DeviceEdits;
  outOfService: OutOfService | null;
  lastMessage: KeptMessage | null;
  /** Topics on which it has retained messages, as far as we saw. */
  retainedTopics: Set<string>;
  publicId: string;
  meta: DeviceMeta | null;
  firstSeen: number;
  lastSeen: number | null;
  clock: DeviceClock;
  /** What had to be assumed about the time that it states. */
  clockAssumption: ClockAssumption | null;
  /** Its gateway, and the devices whose gateway it is. */
  parent: TrackedDevice | null;
  children: Set<TrackedDevice>;
  saidOnline: boolean | undefined;
  /** When that was said. */
  saidAt: number;
  heardSince: boolean;
  series: Map<string, TrackedSeries>;
  /** Presence as it was told last, and since when. */
  told: Presence;
  toldCause: PresenceCause['code'];
  toldSince: number;
  /** Messages of the running ten seconds, and of the five stretches before, newest first. */
  recent: number[];
}
