import type { Alert } from '@sensorium/contracts';
import { createHash } from 'node:crypto';
import type { Notice } from '../../ports/notifier.js';
import { linkOf } from './texts.js';

/** Alerts in one message; the others are counted, as Alertmanager's own `max_alerts` does it. */
const ALERTS_MAX = 1_000;

/** The end of what has not ended, as Go writes its zero time. */
const NO_END = '0001-01-01T00:00:00Z';

type Labels = Record<string, string>;

/**
 * The body of Alertmanager's webhook, version 4, so that programs made for it take our notices.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function alertmanagerBody(notice: Notice, receiver: string): object {
  const listed = notice.alerts.slice(0, ALERTS_MAX);
  const alerts = listed.map((alert) => entry(alert));
  const groupLabels = common(alerts.map(({ labels }) => labels));
  return {
    version: '4',
    groupKey: groupKey(notice),
    truncatedAlerts: notice.alerts.length - listed.length,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver,
    groupLabels,
    commonLabels: groupLabels,
    commonAnnotations: common(alerts.map(({ annotations }) => annotations)),
    externalURL: originOf(notice.alerts[0]?.url),
    alerts,
  };
}

/** The same for all notices about the same alerts. */
function groupKey({ alerts }: Notice): string {
  return `{}:{${alerts.map(({ rule }) => rule.id).sort()[0] ?? ''}}/${fingerprint(
    alerts
      .map(({ id }) => id)
      .sort()
      .join(),
  )}`;
}

function entry(alert: Alert & { url: string }) {
  const isSolved = alert.state === 'resolved';
  return {
    status: isSolved ? 'resolved' : 'firing',
    labels: labelsOf(alert),
    annotations: annotationsOf(alert),
    startsAt: new Date(alert.firedAt ?? alert.startedAt).toISOString(),
    endsAt: isSolved && alert.resolvedAt !== null ? new Date(alert.resolvedAt).toISOString() : NO_END,
    generatorURL: linkOf(alert.url) ?? '',
    fingerprint: fingerprint(alert.id),
  };
}

/** Names as Prometheus takes them, `[a-zA-Z_][a-zA-Z0-9_]*`; ours win over a device's own. */
function labelsOf(alert: Alert): Labels {
  const own = Object.entries(alert.labels).map(([name, value]) => [labelName(name), value] as const);
  return filled([
    ...own,
    ['alertname', alert.rule.name],
    ['severity', alert.severity],
    ['device', alert.device],
    ['site', alert.site],
    ['metric', alert.metric],
  ]);
}

function annotationsOf(alert: Alert): Labels {
  return filled([
    ['summary', alert.message],
    ['device_name', alert.deviceName],
    ['value', alert.value === null ? null : String(alert.value)],
    ['limit', alert.limit === null ? null : String(alert.limit)],
    ['unit', alert.unit],
    ['runbook_url', alert.runbook],
  ]);
}

function filled(pairs: readonly (readonly [string, string | null])[]): Labels {
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''),
  );
}

function labelName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?=\d)/, '_');
}

/** What is the same in all of them. */
function common([first, ...others]: readonly Labels[]): Labels {
  const shared = Object.entries(first ?? {}).filter(([name, value]) =>
    others.every((one) => Object.hasOwn(one, name) && one[name] === value),
  );
  return Object.fromEntries(shared);
}

/** 16 hex digits. */
function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function originOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : '';
}
