import type {
  Alert,
  AlertEvent,
  AlertLogEntry,
  AlertRule,
  BulkAction,
  BulkAnswer,
  RuleBody,
  RuleVersion,
} from '@sensorium/contracts';
import type { AlertFilter, AlertPage } from './alert-store.js';

export const ALERTS = Symbol('Alerts');

/** A line for the log of an alert, as the notification stages write it; `suppressedBy` changes the alert too. */
export interface AlertNote {
  alert: string;
  event: AlertEvent;
  suppressedBy?: string | null;
}

/**
 * Rules and incidents as the main thread asks for them; the ingest thread owns both. Each fails with an ApiError
 * (`not-found`, `conflict`, `limit-reached`, `unavailable`).
 */
export interface AlertCalls {
  rules(): Promise<AlertRule[]>;
  rule(id: string): Promise<AlertRule>;
  createRule(body: RuleBody): Promise<AlertRule>;
  /** Makes the next version. Incidents that are open go on if the new version still covers them. */
  replaceRule(id: string, body: RuleBody): Promise<AlertRule>;
  deleteRule(id: string, by: string): Promise<void>;
  /** Newest first. */
  versions(id: string): Promise<RuleVersion[]>;
  alerts(filter: AlertFilter): Promise<AlertPage>;
  alert(id: string): Promise<Alert>;
  log(id: string, after: number, limit: number): Promise<AlertLogEntry[]>;
  /** Entries of all incidents later than `after`: what the notification stages have not seen yet. */
  logSince(after: number, limit: number): Promise<AlertLogEntry[]>;
  act(action: BulkAction): Promise<BulkAnswer>;
  note(notes: AlertNote[]): Promise<void>;
}
