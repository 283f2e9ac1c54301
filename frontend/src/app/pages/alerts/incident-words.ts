import type { Alert, AlertEvent, AlertLogEntry, AlertReason, Metric } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import type { IconName } from '../../ui/icon/outlines';
import type { MarkState } from '../../ui/mark/mark';
import { amountText, inShownUnit } from '../../ui/texts/alert-words';
import type { TextKey } from '../../ui/texts/keys';
import type { Texts } from '../../ui/texts/texts';
import { nameWords } from './alert-row-words';

/** What stands before an entry: a mark of presence or severity, or an icon. */
export type Sign = { mark: MarkState } | { icon: IconName };

/** Marks and words for what happened to `alert`. */
interface Teller {
  texts: Texts;
  times: Times;
  alert: Alert;
  /** That of its device, if it is known. */
  metric: Metric | null;
}

/** Reasons of a transition with the sentence for each. */
const REASONS: Readonly<Record<AlertReason, TextKey>> = {
  beyond: 'alerts.log.beyond',
  held: 'alerts.log.held',
  'back-inside': 'alerts.log.backInside',
  'beyond-again': 'alerts.log.beyondAgain',
  cleared: 'alerts.log.cleared',
  'came-back': 'alerts.log.cameBack',
  silent: 'alerts.log.silent',
  'heard-again': 'alerts.log.heardAgain',
  flat: 'alerts.log.flat',
  'moved-again': 'alerts.log.movedAgain',
  'no-data': 'alerts.log.noData',
  'data-back': 'alerts.log.dataBack',
  'resolved-by-hand': 'alerts.log.byHand',
  'rule-changed': 'alerts.log.ruleChanged',
  'rule-deleted': 'alerts.log.ruleDeleted',
  'rule-disabled': 'alerts.log.ruleDisabled',
  'device-deleted': 'alerts.log.deviceDeleted',
  'out-of-scope': 'alerts.log.outOfScope',
  'link-lost': 'alerts.log.linkLost',
  'link-back': 'alerts.log.linkBack',
  'gateway-lost': 'alerts.log.gatewayLost',
  'gateway-back': 'alerts.log.gatewayBack',
};

/** Entries that are told as what happened: decisions about notices stand under who was told. */
export function happened(log: readonly AlertLogEntry[]): AlertLogEntry[] {
  return log.filter(({ event }) => event.type !== 'notice').reverse();
}

export function signOf({ severity }: Pick<Alert, 'severity'>, event: AlertEvent): Sign {
  switch (event.type) {
    case 'transition':
      if (event.to === 'firing') return { mark: severity };
      return event.to === 'pending'
        ? { mark: 'never' }
        : { icon: event.to === 'recovering' ? 'undo' : 'check' };
    case 'no-data':
      return { mark: 'stale' };
    case 'data-back':
      return { mark: 'live' };
    case 'acknowledged':
      return { icon: 'check' };
    case 'snoozed':
      return { icon: 'moonZ' };
    case 'commented':
      return { icon: 'comment' };
    case 'flapping':
      return { icon: 'flow' };
    case 'unacknowledged':
    case 'suppressed':
    case 'notice':
      return { icon: 'bell' };
  }
}

/** What happened, as a sentence. */
export function sentence(teller: Teller, event: AlertEvent): string {
  const { texts, times } = teller;
  switch (event.type) {
    case 'transition':
      return transition(teller, event);
    case 'no-data':
      return texts.t('alerts.log.quiet', { time: times.clock(event.since) });
    case 'data-back':
      return texts.t('alerts.log.dataBack');
    case 'acknowledged':
      return withNote(
        texts,
        texts.t('alerts.log.acknowledged', { by: nameWords(texts, event.by) }),
        event.note,
      );
    case 'unacknowledged':
      return texts.t('alerts.log.unacknowledged', { by: nameWords(texts, event.by) });
    case 'snoozed':
      return snoozed(teller, event);
    case 'commented':
      return texts.t('alerts.log.commented', { by: nameWords(texts, event.by), text: event.text });
    case 'flapping':
      return event.on ? texts.count('alerts.log.flapping', event.firings) : texts.t('alerts.log.calm');
    case 'suppressed':
      return texts.t(event.by === null ? 'alerts.log.uncovered' : 'alerts.log.covered');
    case 'notice':
      return event.reason;
  }
}

/** Why an incident is as it is: the server's English sentence, in other languages the reason with its values. */
export function messageOf(teller: Omit<Teller, 'times'>): string {
  const { texts, alert } = teller;
  if (texts.language() === 'en' && alert.message !== '') return inShownUnit(texts, alert.message, alert.unit);
  const { reason, value, limit, message, state } = alert;
  return transition(teller, { reason, value, limit, message, to: state });
}

type Transition = Extract<AlertEvent, { type: 'transition' }>;

function transition(
  { texts, alert, metric }: Omit<Teller, 'times'>,
  { reason, value, limit, to, message }: Omit<Transition, 'type' | 'from'>,
): string {
  const isAtOnce = reason === 'beyond' && to === 'firing';
  const key = isAtOnce ? 'alerts.log.beyondAtOnce' : new Map(Object.entries(REASONS)).get(reason);
  if (!key) return message;
  const amount = amountText(texts, value, alert, metric);
  const sentence = texts.t(key);
  const at = amount === '' ? '' : texts.t('alerts.log.at', { value: amount });
  // A state is met or not: it has no limit beside its value.
  const isBound = typeof limit === 'number' && to !== 'resolved' && to !== 'ok';
  const bound = isBound ? amountText(texts, limit, alert, metric) : '';
  const against = bound === '' ? '' : texts.t('alerts.log.against', { limit: bound });
  return [sentence, [at, against].filter(Boolean).join(', ')].filter(Boolean).join(' ');
}

function snoozed(
  { texts, times }: Teller,
  { by, until, note }: Extract<AlertEvent, { type: 'snoozed' }>,
): string {
  const name = nameWords(texts, by);
  if (until === null) return withNote(texts, texts.t('alerts.log.unsnoozed', { by: name }), note);
  return withNote(texts, texts.t('alerts.log.snoozed', { by: name, time: times.clock(until) }), note);
}

function withNote(texts: Texts, said: string, note: string): string {
  return note === '' ? said : texts.t('alerts.log.withNote', { said, note });
}
