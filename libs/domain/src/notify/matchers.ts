import type { Alert, AlertMatchers } from '@sensorium/contracts';
import { matchesGlob } from '../globs/index.js';

/** What of an alert the matchers look at. */
export type Matchable = Pick<Alert, 'severity' | 'rule' | 'device' | 'uid' | 'site' | 'metric' | 'labels'>;

/**
 * True if the alert is all that the matchers say. What is absent, or an empty list, matches everything. Devices fit by
 * glob over the public id or by uid, sites by glob over the name, metrics by glob.
 */
export function matchesAlert(match: AlertMatchers, alert: Matchable): boolean {
  return (
    isAmong(match.severity, alert.severity) &&
    isAmong(match.rules, alert.rule.id) &&
    matchesDevice(match, alert) &&
    (isAll(match.metrics) || (alert.metric !== null && fitsOne(match.metrics, alert.metric)))
  );
}

/** What of a device the matchers look at. */
export type MatchableDevice = Pick<Alert, 'device' | 'uid' | 'site' | 'labels'>;

/** True if a device is covered, whatever the alert. */
export function matchesDevice(match: AlertMatchers, device: MatchableDevice): boolean {
  return (
    (isAll(match.devices) ||
      (device.device !== null && fitsOne(match.devices, device.device)) ||
      (device.uid !== null && match.devices.includes(device.uid))) &&
    (isAll(match.sites) || (device.site !== null && fitsOne(match.sites, device.site))) &&
    hasLabels(device.labels, match.labels ?? {})
  );
}

function isAll(list: readonly unknown[] | undefined): list is undefined {
  return list === undefined || list.length === 0;
}

function isAmong<T>(list: readonly T[] | undefined, one: T): boolean {
  return isAll(list) || list.includes(one);
}

function fitsOne(globs: readonly string[], text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text));
}

function hasLabels(
  labels: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}
