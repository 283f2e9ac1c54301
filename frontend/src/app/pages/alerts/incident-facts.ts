import type { Alert, Metric, Value } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import { amountText, numberText } from '../../ui/texts/alert-words';
import type { Texts } from '../../ui/texts/texts';
import { sideOf, type KnownRule } from './incident-view';

/** One figure of the head: what, how much, and what stands below it. */
export interface Fact {
  key: 'now' | 'peak' | 'fired' | 'clears' | 'solved';
  label: string;
  value: string;
  unit: string;
  note: string;
}

/** The newest value that is known, with its measured time, ms of the server's clock. */
export interface Newest {
  value: Value;
  t: number;
}

interface Told {
  texts: Texts;
  times: Times;
  now: number;
  /** The metric of the incident, if it is known. */
  metric: Metric | null;
}

const NOTHING = '–';

/** The figures of an incident: now and worst where it has values, when it fired, and when it clears or was solved. */
export function factsOf(told: Told, alert: Alert, rule: KnownRule, newest: Newest | null): Fact[] {
  const values = [nowFact(told, alert, newest), peakFact(told, alert, newest)].filter(
    ({ value }) => value !== NOTHING,
  );
  return [...values, firedFact(told, alert), endFact(told, alert, rule)];
}

function nowFact(told: Told, alert: Alert, newest: Newest | null): Fact {
  const { texts, times, now } = told;
  const { value, valueAt, resolvedAt, metric } = alert;
  const t = newest?.t ?? valueAt;
  // Several conditions: the value is the one that met them.
  const isNow = resolvedAt === null && (newest !== null || metric !== null);
  return {
    ...amount(told, alert, newest?.value ?? value),
    key: 'now',
    label: texts.t(isNow ? 'alerts.fact.now' : 'alerts.fact.last'),
    note: t === null ? '' : times.age(t, now),
  };
}

/** The worst that was told, or what has come since then and is worse. */
function peakFact(told: Told, alert: Alert, newest: Newest | null): Fact {
  const { texts, times } = told;
  const isNumber = typeof alert.peak === 'number';
  const worse = newest && isWorse(alert, newest.value) ? newest : null;
  const at = worse?.t ?? alert.peakAt;
  return {
    ...amount(told, alert, worse?.value ?? alert.peak),
    key: 'peak',
    label: texts.t(
      !isNumber
        ? 'alerts.fact.worst'
        : sideOf(alert) === 'below'
          ? 'alerts.fact.lowest'
          : 'alerts.fact.highest',
    ),
    note: at === null ? '' : fine(at, times, alert),
  };
}

function isWorse(alert: Alert, value: Value): boolean {
  if (typeof value !== 'number' || typeof alert.peak !== 'number') return false;
  return sideOf(alert) === 'below' ? value < alert.peak : value > alert.peak;
}

function firedFact({ texts, times }: Told, alert: Alert): Fact {
  const { firedAt, startedAt } = alert;
  const label = texts.t(firedAt === null ? 'alerts.fact.began' : 'alerts.fact.fired');
  const waited = firedAt === null ? 0 : firedAt - startedAt;
  return {
    key: 'fired',
    label,
    value: fine(firedAt ?? startedAt, times, alert),
    unit: '',
    note:
      waited >= 1000
        ? texts.t('alerts.fact.afterStart', { duration: times.duration(waited) })
        : texts.t('alerts.fact.atOnce'),
  };
}

function endFact(told: Told, alert: Alert, rule: KnownRule): Fact {
  const { texts, times } = told;
  const { resolvedAt, clear, firedAt, startedAt } = alert;
  if (resolvedAt !== null) {
    const duration = times.duration(resolvedAt - (firedAt ?? startedAt));
    const note = texts.t('alerts.fact.after', { duration });
    return {
      key: 'solved',
      label: texts.t('alerts.fact.solved'),
      value: fine(resolvedAt, times, alert),
      unit: '',
      note,
    };
  }
  return {
    ...amount(told, alert, clear),
    key: 'clears',
    label: texts.t('alerts.fact.clears'),
    note: clear === null ? texts.t('alerts.fact.byItself') : heldText(told, rule),
  };
}

/** How long it has to be back before it clears; nothing is said of a rule that nobody could read. */
function heldText({ texts, times }: Told, rule: KnownRule): string {
  if (!rule) return '';
  if (rule.clearForMs === 0) return texts.t('alerts.fact.atOnce');
  return texts.t('alerts.fact.heldFor', { duration: times.duration(rule.clearForMs) });
}

function amount({ texts, metric }: Told, alert: Alert, value: Value | null): Pick<Fact, 'value' | 'unit'> {
  if (value === null) return { value: NOTHING, unit: '' };
  if (typeof value !== 'number') return { value: amountText(texts, value, alert, metric), unit: '' };
  return { value: numberText(texts, value, alert.unit), unit: texts.unit(alert.unit) ?? '' };
}

/** Time of day with seconds; of another day than that of the newest change its date. */
function fine(t: number, times: Times, { updatedAt }: Alert): string {
  const clock = CLOCK.format(t);
  return new Date(t).toDateString() === new Date(updatedAt).toDateString()
    ? clock
    : `${times.date(t)} ${times.clock(t)}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
