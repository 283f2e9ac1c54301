import type {
  Alert,
  AlertEvent,
  AlertReason,
  Condition,
  DeviceMeta,
  RuleBody,
  Value,
} from '@sensorium/contracts';
import type { Micros } from '../time/index.js';

/** What a rule needs to know of a device to decide whether it covers it, and which limits hold there. */
export interface ScopeDevice {
  /** Public id. */
  id: string;
  labels: Readonly<Record<string, string>>;
  meta: DeviceMeta | null;
}

/** The part of a rule that the engine works with. */
export type EngineRule = Pick<
  RuleBody,
  'devices' | 'labels' | 'metric' | 'condition' | 'forMs' | 'clearForMs' | 'overrides'
>;

/** A rule made ready for one device (and one metric): limits are numbers, overrides are taken in. */
export interface Evaluator {
  condition: Condition;
  /** Metrics whose readings it needs; empty: any reading of the device (`silent` without a metric). */
  metrics: readonly string[];
  forMs: number;
  clearForMs: number;
  /** For showing: the limit and where it clears; null where the condition has none. */
  limit: Value | null;
  clear: Value | null;
}

/** A value and its time, on the axis of measured time. */
export interface Sample {
  value: Value;
  at: Micros;
}

/** State of one (rule, device, metric), as plain JSON. */
export interface InstanceState {
  phase: 'ok' | 'pending' | 'firing' | 'recovering';
  /** When the phase began, on the axis of measured time. */
  since: Micros;
  /** When a timer ends it, on our clock; null for none or while frozen. */
  due: Micros | null;
  /** What was left of the timer when the series went quiet; null while it runs. */
  frozen: Micros | null;
  /** When it was frozen, on the axis: readings that were buffered until later show that there was no gap. */
  frozenAt: Micros | null;
  /** When a tick does something next, on our clock: the earliest of all timers, also those of conditions. */
  wake: Micros | null;
  /** Since when the link is down, on the axis: no timer runs. */
  paused: Micros | null;
  /** Since when there is no data; null while there is. */
  noDataSince: Micros | null;
  /** Newest measured time that was evaluated, of all metrics; null for none. */
  evaluated: Micros | null;
  /** Our clock minus measured time at the newest reading, never below 0: where the axis of the series stands now. */
  behind: Micros;
  /** What each condition remembers, by its place: hysteresis, windows, last change. */
  memory: readonly unknown[];
  /** Firings of the recent past, oldest first, for flap damping. */
  firings: readonly Micros[];
  flapping: boolean;
  /** The value furthest beyond, of the incident that is open or of the one before. */
  peak: Sample | null;
  /** The newest value that was compared (for `rate` the change). */
  last: Sample | null;
}

/** What happens to an instance. `now` in every call is our clock. */
export type EngineInput =
  | { type: 'reading'; metric: string; t: Micros; value: Value }
  /**
   * The series (null: the device) went stale, offline or unknown: timers freeze now. `since`: from when on there is
   * nothing, our clock; it is what people are told.
   */
  | { type: 'quiet'; metric: string | null; since: Micros }
  | { type: 'tick' }
  /** The device was last heard at `at`, our clock, before this instance was there: only `silent` counts from then. */
  | { type: 'heard'; at: Micros }
  /** A reading that was evaluated before a restart: conditions remember it, nothing comes of it. */
  | { type: 'known'; metric: string; t: Micros; value: Value }
  /** The link to the broker is down, and up again: no timer runs between. For `silent`; it does others no harm. */
  | { type: 'pause' }
  | { type: 'resume' }
  /** A person, a changed rule or a deleted device ends it. */
  | { type: 'end'; reason: AlertReason };

/** One named transition, with the values that caused it. */
export interface Transition {
  from: InstanceState['phase'];
  to: InstanceState['phase'];
  /** `pending -> ok` with `came-back` never was an incident that fired. */
  reason: AlertReason;
  /** On the axis of measured time: when it holds from. */
  at: Micros;
  value: Value | null;
  limit: Value | null;
  /** The metric that `value` is of; null for a timer of several conditions and for a silence of the whole device. */
  metric: string | null;
  /** The value furthest beyond since it began; null for several conditions and for silence. */
  peak: Sample | null;
}

/** What an input changed. */
export interface Change {
  transitions: Transition[];
  /** What changed beside the phase. */
  noData?: 'began' | 'ended';
  flapping?: boolean;
}

export interface Stepped extends Change {
  state: InstanceState;
}

/** An incident with its log entries' events, as the pure reducers of `incident.ts` give it back. */
export interface IncidentStep {
  alert: Alert;
  events: { at: number; event: AlertEvent }[];
}
