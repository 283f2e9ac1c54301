import type { Alert } from '@sensorium/contracts';
import { sinceOf, stageOf } from '../../data/alert-view';
import type { Times } from '../../ui/format/times';
import { alertPlace, alertTitle, amountText } from '../../ui/texts/alert-words';
import type { Texts } from '../../ui/texts/texts';

/** What the list says of an incident. `flags`: what is unusual about it, each with a word. */
export interface RowWords {
  title: string;
  place: string;
  value: string;
  flags: readonly string[];
  /** How long it goes on, or how long it went on. */
  age: string;
}

/** The words for `alert` at `now`, ms of the server's clock; `below`: incidents that it covers. */
export function rowWords(texts: Texts, times: Times, alert: Alert, below: number, now: number): RowWords {
  const end = alert.resolvedAt ?? now;
  return {
    title: alertTitle(texts, alert),
    place: alertPlace(texts, alert),
    value: valueWords(texts, times, alert),
    flags: flagsOf(texts, times, alert, below, now),
    age: times.duration(end - sinceOf(alert)),
  };
}

function valueWords(texts: Texts, times: Times, alert: Alert): string {
  // Of several conditions the value is the one that met them, not how it is now.
  if (alert.state !== 'resolved') return alert.metric === null ? '' : amountText(texts, alert.value, alert);
  const [from, to] = [sinceOf(alert), alert.resolvedAt ?? sinceOf(alert)].map((t) => times.clock(t));
  const stretch = texts.t('alerts.stretch', { from: from ?? '', to: to ?? '' });
  const peak = amountText(texts, alert.peak, alert);
  return peak === '' ? stretch : `${stretch} · ${texts.t('alerts.peak', { value: peak })}`;
}

function flagsOf(texts: Texts, times: Times, alert: Alert, below: number, now: number): string[] {
  if (alert.state === 'resolved') return [];
  const flags: string[] = [];
  if (alert.noDataSince !== null)
    flags.push(texts.t('alerts.noDataSince', { time: times.clock(alert.noDataSince) }));
  if (alert.state === 'recovering') flags.push(texts.t('alerts.state.recovering'));
  if (alert.flapping) flags.push(texts.count('alerts.flapping', alert.firings));
  if (below > 0) flags.push(texts.count('alerts.below', below));
  if (alert.acknowledged !== null)
    flags.push(texts.t('alerts.seenBy', { name: nameWords(texts, alert.acknowledged.by) }));
  if (alert.snoozedUntil !== null && stageOf({ ...alert, suppressedBy: null }, now) === 'snoozed')
    flags.push(texts.t('alerts.quietUntil', { time: times.clock(alert.snoozedUntil) }));
  return flags;
}

/** Who did something; `somebody` is the server's word for who has not said. */
export function nameWords(texts: Texts, name: string): string {
  return name === 'somebody' || name === '' ? texts.t('alerts.somebody') : name;
}
