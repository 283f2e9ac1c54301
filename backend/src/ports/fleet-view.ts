import type { Columns, Device, HistoryEvent, SeriesEntry, Site } from '@sensorium/contracts';
import type { LinkStatus } from './broker-link.js';
import type { IngestStats, LiveStep } from './live-bus.js';

export const FLEET_VIEW = Symbol('FleetView');

/** Numbers of series, as a selection resolved to them. */
export type SeriesSet = 'all' | Uint32Array;

/** A stretch of today of one series, µs, both ends included. */
export interface TodaySpan {
  n: number;
  from: number;
  to: number;
}

/** How far somebody has read the log: up to `sequence`, which are `passed` readings of the series that he reads. */
export interface LogPlace {
  sequence: number;
  passed: number;
}

/** A stretch of the reading log, the place after it, and how many of its series fell out before it. */
export interface LogPart extends LogPlace {
  columns: Columns;
  missed: number;
}

/**
 * The newest state of everything, read side: fed by the live bus, always at one step. Reads never wait.
 */
export interface FleetView {
  readonly epoch: string;
  /** Sequence number of the newest reading. */
  readonly sequence: number;
  /** Sequence number of the oldest reading that the log holds; above `sequence` if it holds none. */
  readonly oldest: number;
  /** State of the link to the broker; null before it is known. */
  readonly link: LinkStatus | null;
  /** Whether readings are kept at the moment; null before it is known. */
  readonly history: HistoryEvent | null;
  readonly stats: IngestStats | null;
  /** All sites by name. */
  readonly sites: readonly Site[];
  /** Bytes that the rings of recent readings take. */
  readonly recentBytes: number;
  device(idOrUid: string): Device | undefined;
  devices(): Iterable<Device>;
  /** The device with what each of its numbers did today (`Metric.today`), which only HTTP answers carry. */
  withToday(device: Device): Device;
  /** Stretches of today of which nothing is known of series of the device: the program started in between. */
  unknownToday(uid: string): TodaySpan[];
  /** Adds what history knows of such a stretch: its lowest and highest number, null if it holds none. */
  seedToday(span: TodaySpan, found: { min: number; max: number } | null): void;
  deviceCount(): number;
  seriesCount(): number;
  /** What the number of a series stands for. */
  seriesEntry(n: number): SeriesEntry | undefined;
  /** Entries of all series of the devices. */
  seriesOf(uids: Iterable<string>): SeriesEntry[];
  /** Numbers of the series for which `wanted` is true. */
  findSeries(wanted: (series: { device: string; uid: string; metric: string }) => boolean): Uint32Array;
  /** Newest reading of each series that changed after `sequence`; 0 for the latest of all. */
  latestSince(series: SeriesSet, sequence: number): Columns;
  /** The place after the newest reading, for who begins to read the series now. */
  placeOf(series: SeriesSet): LogPlace;
  /** The readings of the series after `place`, at most `limit`, as far back as the log reaches. */
  everySince(series: SeriesSet, place: LogPlace, limit: number): LogPart;
  /** Readings of the last minutes, series by series in time order, at most `perSeries` of each. */
  recent(series: SeriesSet, perSeries: number): Columns;
  /** Calls `listener` after each step was applied; returns the function that ends it. */
  onStep(listener: (step: LiveStep) => void): () => void;
}
