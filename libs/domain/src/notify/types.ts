import type {
  Alert,
  EscalationStep,
  Grouping,
  NotificationEvent,
  NotificationRoute,
  RuleBody,
} from '@sensorium/contracts';
import type { ReadySilence } from './silences.js';

/** The channel that every installation has: the dashboard itself. */
export const PAGE = 'page';

/** One alert in a group. What was sent (`told`) is kept apart from what is true (`state`). Times in ms of our clock. */
export interface Member {
  alert: string;
  state: 'firing' | 'resolved';
  /** When it came into its state. */
  since: number;
  firedAt: number;
  /** What the channels of the group were told last of it; null before the first time. */
  told: { state: 'firing' | 'resolved'; at: number } | null;
  /** Steps of escalation that were taken. */
  escalated: number[];
  /** Why it is not told at present, as it was last written into its log. */
  noted: string | null;
}

/** One group of alerts on its way to one set of channels, as it is kept over restarts. Plain JSON. */
export interface GroupState {
  /** Route (or rule) and the values it is grouped by. */
  key: string;
  channels: string[];
  grouping: Grouping;
  escalation: EscalationStep[];
  members: Member[];
  /** When the wait for more began. */
  firstAt: number;
  lastSentAt: number | null;
  /** When it is looked at next; null: when something changes. */
  nextAt: number | null;
}

/** Why an alert goes to these channels. */
export type RouteReason = 'own-channels' | 'route' | 'built-in';

/** Where one alert goes. */
export interface Target extends Pick<GroupState, 'key' | 'channels' | 'grouping' | 'escalation'> {
  reason: RouteReason;
}

/** The stages by their names, in order. */
export type Stage = 'route' | 'inhibit' | 'silence' | 'group' | 'dedup' | 'retry' | 'channel';

/** Why nobody is told now. `until`: when that ends by itself, ms; null: when something changes. `by`: id of the cause. */
export interface Held {
  stage: 'inhibit' | 'silence' | 'group';
  reason:
    | 'root-cause'
    | 'silenced'
    | 'snoozed'
    | 'acknowledged'
    | 'waits-for-more'
    | 'waits-for-update'
    | 'flapping-waits';
  by: string | null;
  until: number | null;
}

/** Why somebody is told. */
export type SendReason = 'new' | 'more' | 'reminder' | 'solved' | 'escalation';

/** One message to one channel, before it has an id. */
export interface Send {
  channel: string;
  event: NotificationEvent;
  reason: SendReason;
  alerts: string[];
}

/** A line for the log of an alert. `suppressedBy` is there where it changes. */
export interface StageNote {
  alert: string;
  stage: Stage;
  reason: string;
  suppressedBy?: string | null;
}

/** A rule as far as it says who is told. */
export type RuleNotices = Pick<RuleBody, 'channels' | 'grouping' | 'escalation'>;

/** What people have set. */
export interface Policy {
  /** Undefined for a built-in or deleted rule. */
  rule(id: string): RuleNotices | undefined;
  routes: readonly NotificationRoute[];
  grouping: Grouping;
  silences: readonly ReadySilence[];
  /** Time zone of a site by its name; that of the installation for null and for a site without one. */
  zoneOf(site: string | null): string;
}

/** What the stages may look at. */
export interface World extends Policy {
  alert(id: string): Alert | undefined;
}

/** What happened to an alert, from its log. `other`: something that may change whether people are told. */
export interface AlertChange {
  alert: string;
  at: number;
  kind: 'firing' | 'resolved' | 'other';
}

/** What a step has decided; all of it is saved together before anything is sent. */
export interface Decision {
  groups: GroupState[];
  removed: string[];
  sends: Send[];
  notes: StageNote[];
}
