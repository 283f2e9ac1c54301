import { parseSeriesName, type Retention } from '@sensorium/contracts';

const GIGABYTE = 1e9;
/** Bounds of the contract. */
const MOST_DAYS = 36_500;
const LEAST_BYTES = 10_000_000;
const LONGEST_PATTERN = 1600;
export const MOST_RULES = 100;

/** A rule as a person types it. */
export interface RuleDraft {
  series: string;
  days: string;
}

/** A retention as a person types it: empty days keep for good, an empty size is no limit. */
export interface RetentionDraft {
  days: string;
  gigabytes: string;
  rules: readonly RuleDraft[];
}

/** What is wrong with a field; fields of rules are `series-<place>` and `days-<place>`. */
export type RetentionFault = 'days' | 'size' | 'series';

export function draftOf({ days, maxBytes, rules }: Retention): RetentionDraft {
  return {
    days: textOf(days),
    gigabytes: maxBytes === null ? '' : String(maxBytes / GIGABYTE),
    rules: rules.map((rule) => ({ series: rule.series, days: textOf(rule.days) })),
  };
}

/** What the draft means; only for one without faults. */
export function retentionOf({ days, gigabytes, rules }: RetentionDraft): Retention {
  return {
    days: numberOf(days),
    maxBytes: bytesOf(gigabytes),
    rules: rules.map((rule) => ({ series: rule.series.trim(), days: numberOf(rule.days) })),
  };
}

/** Faults of a draft by field. */
export function faultsOf({ days, gigabytes, rules }: RetentionDraft): Map<string, RetentionFault> {
  const faults = new Map<string, RetentionFault>();
  if (!isDays(days)) faults.set('days', 'days');
  if (!isSize(gigabytes)) faults.set('size', 'size');
  rules.forEach((rule, place) => {
    if (!isPattern(rule.series.trim())) faults.set(`series-${place}`, 'series');
    if (!isDays(rule.days)) faults.set(`days-${place}`, 'days');
  });
  return faults;
}

function isDays(text: string): boolean {
  const days = numberOf(text);
  return days === null || (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS);
}

function isSize(text: string): boolean {
  const bytes = bytesOf(text);
  return bytes === null || (Number.isSafeInteger(bytes) && bytes >= LEAST_BYTES);
}

function isPattern(series: string): boolean {
  return series.length <= LONGEST_PATTERN && parseSeriesName(series) !== undefined;
}

/** A decimal comma is as good as a point. Null if nothing is typed. */
function bytesOf(text: string): number | null {
  const gigabytes = numberOf(text.replace(',', '.'));
  return gigabytes === null ? null : Math.round(gigabytes * GIGABYTE);
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function textOf(days: number | null): string {
  return days === null ? '' : String(days);
}
