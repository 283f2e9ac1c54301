import type { Alert, AlertRule, Value } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import { amountText, numberText } from '../../ui/texts/alert-words';
import type { Texts } from '../../ui/texts/texts';
import { sideOf } from './incident-view';

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
}

const NOTHING = '–';

/** The figures of an incident: now and worst where it has values, when it fired, and when it clears or was solved. */
export function factsOf(told: Told, alert: Alert, rule: AlertRule | null, newest: Newest | null): Fact[] {
  const values = [nowFact(told, alert, newest), peakFact(told, alert, newest)].filter(
    ({ value }) => value !== NOTHING,
  );
  return [...values, firedFact(told, alert), endFact(told, alert, rule)];
}

function nowFact(
  { texts, times, now }: Told,
  { value, valueAt, unit, resolvedAt }: Alert,
  newest: Newest | null,
): Fact {
  const t = newest?.t ?? valueAt;
  return {
    ...amount(texts, newest?.value ?? value, unit),
    key: 'now',
    label: texts.t(resolvedAt === null ? 'alerts.fact.now' : 'alerts.fact.last'),
    note: t === null ? '' : times.age(t, now),
  };
}

/** The worst that was told, or what has come since then and is worse. */
function peakFact({ texts, times }: Told, alert: Alert, newest: Newest | null): Fact {
  const isNumber = typeof alert.peak === 'number';
  const worse = newest && isWorse(alert, newest.value) ? newest : null;
  const at = worse?.t ?? alert.peakAt;
  return {
    ...amount(texts, worse?.value ?? alert.peak, alert.unit),
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

function endFact({ texts, times }: Told, alert: Alert, rule: AlertRule | null): Fact {
  const { resolvedAt, clear, unit, firedAt, startedAt } = alert;
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
  const held =
    rule && rule.clearForMs > 0
      ? texts.t('alerts.fact.heldFor', { duration: times.duration(rule.clearForMs) })
      : '';
  return {
    ...amount(texts, clear, unit),
    key: 'clears',
    label: texts.t('alerts.fact.clears'),
    note: clear === null ? texts.t('alerts.fact.byItself') : held || texts.t('alerts.fact.atOnce'),
  };
}

function amount(texts: Texts, value: Value | null, unit: string | null): Pick<Fact, 'value' | 'unit'> {
  if (value === null) return { value: NOTHING, unit: '' };
  if (typeof value !== 'number') return { value: amountText(texts, value, null), unit: '' };
  return { value: numberText(texts, value, unit), unit: texts.unit(unit) ?? '' };
}

/** Time of day with seconds; of another day than that of the newest change its date. */
function fine(t: number, times: Times, { updatedAt }: Alert): string {
  const clock = CLOCK.format(t);
  return new Date(t).toDateString() === new Date(updatedAt).toDateString()
    ? clock
    : `${times.date(t)} ${times.clock(t)}`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
