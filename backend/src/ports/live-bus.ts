import type { Kind, MetricLimits, PresenceUpdate, RejectionList } from '@sensorium/contracts';
import type { LinkStatus } from './broker-link.js';

export const LIVE_BUS = Symbol('LiveBus');

/** Readings as columns, in the order of their sequence numbers; transferred between threads, not copied. */
export interface ReadingColumns {
  /** Sequence number of the first row; each row has the next one. */
  firstSequence: number;
  count: number;
  series: Uint32Array<ArrayBuffer>;
  /** Measured and received, µs. */
  t: Float64Array<ArrayBuffer>;
  received: Float64Array<ArrayBuffer>;
  /** The number; 1 or 0 of a boolean; the place in `texts` of a text. */
  value: Float64Array<ArrayBuffer>;
  /** Place of the quality in the contract's list ({@link QUALITY_BITS}), with {@link RETAINED} and {@link NEWEST}. */
  flags: Uint8Array<ArrayBuffer>;
  texts: string[];
}

/** Bit in `flags` of a reading that came from a retained message. */
export const RETAINED = 0x80;

/** Bit in `flags` of a reading that no later measurement of its series precedes: it is the latest value. */
export const NEWEST = 0x40;

/** Bits in `flags` that hold the quality. */
export const QUALITY_BITS = 0x0f;

export interface MetricRecord {
  n: number;
  name: string;
  kind: Kind;
  label: string | null;
  unit: string | null;
  min: number | null;
  max: number | null;
  limits: MetricLimits | null;
}

/** A device without what changes by itself (presence, values). Times in µs. */
export interface DeviceRecord {
  id: string;
  uid: string;
  name: string;
  dialect: string;
  source: string;
  site: string | null;
  kind: string | null;
  model: string | null;
  labels: Record<string, string>;
  firstSeen: number;
  metrics: MetricRecord[];
}

/** Counts of the ingest since its start; pushed about once a second. */
export interface IngestStats {
  messages: number;
  readings: number;
  ignored: number;
  rejections: RejectionList['rejections'];
  /** False while changes of the registry cannot be written. */
  registrySaved: boolean;
  registryFault: string | null;
}

/** Activity of one device, µs and per minute; sent for devices that were heard since the last time. */
export interface DeviceActivity {
  uid: string;
  lastSeen: number;
  messagesPerMinute: number;
  clockSkewMs: number | null;
}

/**
 * One step of the live stream, in order: what changed among the devices, then the readings that may name
 * them, then presence. Whoever applies all steps of an epoch knows the whole state.
 */
export interface LiveStep {
  /** Our time when the step was made, µs. */
  time: number;
  devices: DeviceRecord[];
  removed: string[];
  readings: ReadingColumns | null;
  presence: PresenceUpdate[];
  activity: DeviceActivity[];
  link: LinkStatus | null;
  stats: IngestStats | null;
}

/** Carries the live stream from the owner of the devices to the gateways. In process today. */
export interface LiveBus {
  /** New with every start of the owner: sequence numbers and series numbers hold within one epoch. */
  readonly epoch: string;
  publish(step: LiveStep): void;
  /** Calls `listener` with every later step; returns the function that ends it. */
  subscribe(listener: (step: LiveStep) => void): () => void;
}
