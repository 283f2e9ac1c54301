import type { Alert, AlertReason, Severity } from '@sensorium/contracts';
import type { AlertNews } from './live-bus.js';

export const ALERT_VIEW = Symbol('AlertView');

/** What changed since a cursor; `full`: these are all that are not resolved, for the cursor reaches back too far. */
export interface AlertsSince {
  cursor: string;
  full: boolean;
  alerts: Alert[];
}

/** Alerts that are not resolved, in the main thread, kept up by the live bus. */
export interface AlertView {
  /** Why changes cannot be saved, or what was open before is not known yet; null while all is well. */
  readonly fault: string | null;
  /** Since when that is so, µs. */
  readonly faultSince: number;
  /** Transitions of this start so far, by their reason. */
  readonly transitions: ReadonlyMap<AlertReason, number>;
  /** The place after the newest change. */
  readonly cursor: string;
  open(): readonly Alert[];
  get(id: string): Alert | undefined;
  /** Severity of the worst alert of a device that fires and is not suppressed; null for none. */
  worst(uid: string): Severity | null;
  /** Without a cursor, or with one that we no longer know, everything that is open. */
  since(cursor: string | undefined): AlertsSince;
  /** Calls `listener` after news was applied; returns the function that ends it. */
  subscribe(listener: (news: AlertNews) => void): () => void;
}
