import type {
  Alert,
  AlertLogEntry,
  ClockAssumption,
  Editable,
  HistoryEvent,
  HistoryState,
  Kind,
  MetricLimits,
  OutOfService,
  PresenceUpdate,
  RejectionList,
  Site,
} from '@sensorium/contracts';
import type { OwnColumns } from '@sensorium/domain/live';
import type { LinkStatus } from './broker-link.js';

export const LIVE_BUS = Symbol('LiveBus');

/** Readings in the order of their sequence numbers; transferred between threads, not copied. */
export interface ReadingColumns extends OwnColumns {
  /** Sequence number of the first row; each row has the next one. */
  firstSequence: number;
}

export interface MetricRecord {
  n: number;
  name: string;
  kind: Kind;
  label: string | null;
  unit: string | null;
  unitSource: 'meta' | 'guessed' | null;
  min: number | null;
  max: number | null;
  limits: MetricLimits | null;
  class: string | null;
  values: Record<string, string> | null;
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
  /** Uid of its gateway. */
  parent: string | null;
  clockAssumption: ClockAssumption | null;
  labels: Record<string, string>;
  aliases: string[];
  edited: Editable[];
  outOfService: OutOfService | null;
  location: { lat: number; lon: number } | null;
  firstSeen: number;
  metrics: MetricRecord[];
}

/** Counts of the ingest since its start; pushed about once a second. */
export interface IngestStats {
  messages: number;
  readings: number;
  ignored: number;
  rejected: number;
  rejections: RejectionList['rejections'];
  history: HistoryState;
  /** Why changes of the registry cannot be saved; null while they can. */
  registryFault: string | null;
  /** Since when they cannot, or can, µs. */
  registrySince: number;
  unsavedDevices: number;
  /** 99th percentile of the delay of the ingest thread's event loop over the last seconds, ms. */
  eventLoopP99Ms: number;
}

/** Activity of one device, µs and per minute; sent for devices that were heard since the last time. */
export interface DeviceActivity {
  uid: string;
  lastSeen: number;
  messagesPerMinute: number;
  clockSkewMs: number | null;
}

/** Alerts that changed, and the entries of their log in order; both are on disk, unless `unsaved` says why not. */
export interface AlertNews {
  alerts: Alert[];
  entries: AlertLogEntry[];
  /** Why they could not be saved yet; null if they are. */
  unsaved: string | null;
  /** Rules changed: whoever shows them asks anew. */
  rules: boolean;
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
  /** All sites, when one of them changed. */
  sites: Site[] | null;
  link: LinkStatus | null;
  /** State of the history, when it changed. */
  history: HistoryEvent | null;
  stats: IngestStats | null;
  alerts: AlertNews | null;
}

/** Carries the live stream from the owner of the devices to the gateways. In process today. */
export interface LiveBus {
  /** New with every start of the owner: sequence numbers and series numbers hold within one epoch. */
  readonly epoch: string;
  publish(step: LiveStep): void;
  /** Calls `listener` with every later step; returns the function that ends it. */
  subscribe(listener: (step: LiveStep) => void): () => void;
}
