import type { Alert, NotificationEvent, Severity } from '@sensorium/contracts';
import type { Notice } from '../../ports/notifier.js';
import { linkOf, oneLine } from './texts.js';

/** Alerts that one message lists at most; the others are counted. */
export const LISTED_MAX = 50;

/** Longest name and longest sentence in a message, characters. */
const NAME_MAX = 128;
const SENTENCE_MAX = 300;

const EVENT_WORDS: Readonly<Record<NotificationEvent, string>> = {
  firing: 'Firing',
  updated: 'Update',
  reminder: 'Reminder',
  resolved: 'Solved',
  test: 'Test',
};

const SEVERITY_MARKS: Readonly<Record<Severity, string>> = { critical: '🔴', warning: '🟠', info: '🔵' };
const SOLVED_MARK = '✅';
const TEST_MARK = '🧪';
const SEVERITIES: readonly Severity[] = ['info', 'warning', 'critical'];

/** How a message looks at a glance: the worst that is not solved, or solved, or a test. */
export type Look = Severity | 'solved' | 'test';

/** One alert in words; every field is one line, empty where there is nothing. */
export interface AlertView {
  id: string;
  mark: string;
  look: Look;
  state: string;
  rule: string;
  severity: string;
  name: string;
  device: string;
  site: string;
  metric: string;
  unit: string;
  value: string;
  limit: string;
  peak: string;
  since: string;
  solvedAt: string;
  duration: string;
  message: string;
  acknowledgedBy: string;
  runbook: string;
  url: string;
  labels: Record<string, string>;
  /** What it is about, what is wrong, and since when. */
  line: string;
}

/** A notice in words: what the texts of all channels, ours and people's own, are made of. */
export interface NoticeView {
  id: string;
  event: NotificationEvent;
  eventWord: string;
  reason: string;
  mark: string;
  look: Look;
  severity: Severity;
  title: string;
  /** The title without its mark. */
  plainTitle: string;
  sentAt: string;
  count: number;
  more: number;
  /** `and 12 more`, or empty. */
  moreText: string;
  url: string;
  alerts: AlertView[];
}

/** `notice` in words with its first `shown` alerts: what fires before what is solved, the worst first. */
export function noticeView(notice: Notice, shown: number = LISTED_MAX): NoticeView {
  const sorted = [...notice.alerts].sort((a, b) => weight(b) - weight(a));
  const listed = sorted.slice(0, shown);
  const more = sorted.length - listed.length;
  const look = lookOf(notice.event, sorted[0]);
  const mark = markOf(look);
  const plainTitle = titleOf(notice.event, sorted);
  return {
    id: notice.id,
    event: notice.event,
    eventWord: EVENT_WORDS[notice.event],
    reason: oneLine(notice.reason, NAME_MAX),
    mark,
    look,
    severity: sorted[0]?.severity ?? 'info',
    title: `${mark} ${plainTitle}`,
    plainTitle,
    sentAt: timeWords(notice.sentAt),
    count: sorted.length,
    more,
    moreText: more === 0 ? '' : listed.length === 0 ? `${more} alerts` : `and ${more} more`,
    url: urlOf(sorted),
    alerts: listed.map((alert) => alertView(alert)),
  };
}

function weight({ state, severity }: Alert): number {
  return SEVERITIES.indexOf(severity) + (state === 'resolved' ? 0 : SEVERITIES.length);
}

function lookOf(event: NotificationEvent, worst: Alert | undefined): Look {
  if (event === 'test') return 'test';
  return worst === undefined || worst.state === 'resolved' ? 'solved' : worst.severity;
}

function markOf(look: Look): string {
  if (look === 'test') return TEST_MARK;
  return look === 'solved' ? SOLVED_MARK : SEVERITY_MARKS[look];
}

function titleOf(event: NotificationEvent, alerts: readonly Alert[]): string {
  const [first] = alerts;
  const word = EVENT_WORDS[event];
  if (!first) return event === 'test' ? `${word}: Sensorium can reach you here` : `${word}: no alerts`;
  const rule = oneLine(first.rule.name, NAME_MAX);
  if (alerts.length === 1) return `${word}: ${rule}, ${nameOf(first)}`;
  const same = alerts.every((one) => one.rule.id === first.rule.id);
  return same ? `${word}: ${rule} (${alerts.length} alerts)` : `${word}: ${alerts.length} alerts`;
}

function nameOf({ deviceName, device }: Alert): string {
  return oneLine(deviceName ?? device ?? 'Sensorium', NAME_MAX);
}

/** The incident itself, or for several the list that they are in. */
function urlOf(alerts: readonly { url: string }[]): string {
  const link = linkOf(alerts[0]?.url ?? '');
  if (link === undefined) return '';
  return alerts.length === 1 ? link : new URL('./', link).href.replace(/\/$/, '');
}

function alertView(alert: Alert & { url: string }): AlertView {
  const words = {
    name: nameOf(alert),
    metric: oneLine(alert.metric ?? '', NAME_MAX),
    value: quantity(alert.value, alert.unit),
    limit: quantity(alert.limit, alert.unit),
    since: timeWords(alert.firedAt ?? alert.startedAt),
    solvedAt: alert.resolvedAt === null ? '' : timeWords(alert.resolvedAt),
    duration: durationWords((alert.resolvedAt ?? alert.updatedAt) - (alert.firedAt ?? alert.startedAt)),
    message: oneLine(alert.message, SENTENCE_MAX),
  };
  const look = alert.state === 'resolved' ? 'solved' : alert.severity;
  return {
    ...words,
    id: alert.id,
    mark: markOf(look),
    look,
    state: alert.state,
    rule: oneLine(alert.rule.name, NAME_MAX),
    severity: alert.severity,
    device: oneLine(alert.device ?? '', NAME_MAX),
    site: oneLine(alert.site ?? '', NAME_MAX),
    unit: oneLine(alert.unit ?? '', NAME_MAX),
    peak: quantity(alert.peak, alert.unit),
    acknowledgedBy: oneLine(alert.acknowledged?.by ?? '', NAME_MAX),
    runbook: linkOf(alert.runbook) ?? oneLine(alert.runbook, SENTENCE_MAX),
    url: linkOf(alert.url) ?? '',
    labels: labelsOf(alert.labels),
    line: lineOf(alert, words),
  };
}

function labelsOf(labels: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(labels).slice(0, 32);
  return Object.fromEntries(
    pairs.map(([name, value]) => [oneLine(name, NAME_MAX), oneLine(value, NAME_MAX)]),
  );
}

type Words = Pick<AlertView, 'metric' | 'value' | 'limit' | 'since' | 'solvedAt' | 'duration' | 'message'>;

/** `temperature 12.4 °C (limit 8 °C) since …`; solved: until when and how long; no data: since when. */
function lineOf(alert: Alert, words: Words): string {
  const measured = words.metric !== '' && words.value !== '';
  const what = measured
    ? `${words.metric} ${words.value}${words.limit === '' ? '' : ` (limit ${words.limit})`}`
    : words.message;
  if (alert.state === 'resolved') return `${what}, solved ${words.solvedAt} after ${words.duration}`;
  const silence = alert.noDataSince === null ? '' : `, no data since ${timeWords(alert.noDataSince)}`;
  const taken =
    alert.acknowledged === null ? '' : `, acknowledged by ${oneLine(alert.acknowledged.by, NAME_MAX)}`;
  return `${what}, since ${words.since}${silence}${taken}`;
}

function quantity(value: Alert['value'], unit: string | null): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
  return oneLine(
    typeof value === 'number' && unit !== null && unit !== '' ? `${text} ${unit}` : text,
    NAME_MAX,
  );
}

/** `2026-11-23 11:04:11 UTC`: a message is read anywhere. `ms` since 1970. */
export function timeWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** The two greatest units: `1 d 4 h`, `12 min`, `8 s`. */
export function durationWords(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1_000), 0);
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
