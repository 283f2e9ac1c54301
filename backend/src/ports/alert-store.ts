import type { Alert, AlertLogEntry, AlertQuery, AlertRule, RuleVersion } from '@sensorium/contracts';
import type { Evaluator, InstanceState } from '@sensorium/domain/alerts';

export const ALERT_STORE = Symbol('AlertStore');

/** A rule as it is kept; `matches` is counted anew. */
export type StoredRule = Omit<AlertRule, 'matches'>;

/** State of one (rule, device, metric) that is not at rest; `metric` null for all/any and whole devices. */
export interface StoredInstance {
  rule: string;
  /** Null for the installation itself. */
  uid: string | null;
  metric: string | null;
  state: InstanceState;
  /** What the state belongs to: rule or device may be others at the next start. */
  evaluator: Evaluator;
}

/** Everything that the watch begins with. */
export interface AlertContent {
  rules: StoredRule[];
  instances: StoredInstance[];
  /** Incidents that are not resolved. */
  open: Alert[];
  /** Highest id in the log of alerts. */
  lastLogId: number;
  /** True before any rule was ever written: the demo may bring its own. */
  isNew: boolean;
}

/** What to write, all or none: a transition and what it tells people go together. */
export interface AlertChanges {
  rules: StoredRule[];
  removedRules: string[];
  versions: { rule: string; version: RuleVersion }[];
  instances: StoredInstance[];
  /** Instances that are at rest again. */
  rested: Pick<StoredInstance, 'rule' | 'uid' | 'metric'>[];
  /** Incidents that are new or changed. At most one that is not resolved for each (rule, uid, metric). */
  incidents: Alert[];
  log: AlertLogEntry[];
}

export interface AlertPage {
  alerts: Alert[];
  next: string | null;
}

/** What of the incidents is asked for; times in ms. */
export type AlertFilter = Omit<AlertQuery, 'from' | 'to'> & {
  from?: number | undefined;
  to?: number | undefined;
};

/** Rules, incidents and their log over restarts. Every call rejects with the reason while the database cannot. */
export interface AlertStore {
  load(): Promise<AlertContent>;
  save(changes: AlertChanges): Promise<void>;
  alerts(filter: AlertFilter): Promise<AlertPage>;
  alert(id: string): Promise<Alert | undefined>;
  /** Entries of one incident, or of all (null), later than `after`, oldest first. */
  log(alert: string | null, after: number, limit: number): Promise<AlertLogEntry[]>;
  versions(rule: string): Promise<RuleVersion[]>;
}
