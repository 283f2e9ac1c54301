import type { LogEvent } from '@sensorium/contracts';
import type { Times } from '../../ui/format/times';
import type { IconName } from '../../ui/icon/outlines';
import type { MarkState } from '../../ui/mark/mark';
import { causeWords } from '../../ui/texts/cause-words';
import type { Texts } from '../../ui/texts/texts';

/** What stands before an entry: a mark of presence or severity, or an icon. */
export type LogSign = { mark: MarkState } | { icon: IconName };

const CODES: Readonly<Record<LogEvent['code'], true>> = {
  'first-seen': true,
  described: true,
  presence: true,
  'clock-set-back': true,
  edited: true,
  'out-of-service': true,
  'in-service': true,
  replaced: true,
  deleted: true,
  'link-down': true,
  'link-up': true,
  started: true,
  'history-paused': true,
  'history-on': true,
  'dropped-by-broker': true,
};

/** False for what a newer server tells and this page has no words for. */
export function isKnown({ code }: LogEvent): boolean {
  return Object.hasOwn(CODES, code);
}

export function logSign(event: LogEvent): LogSign {
  switch (event.code) {
    case 'presence':
      return { mark: event.to };
    case 'clock-set-back':
    case 'dropped-by-broker':
      return { mark: 'warning' };
    case 'link-down':
      return { mark: 'unknown' };
    case 'history-paused':
      return { mark: 'critical' };
    case 'link-up':
    case 'history-on':
      return { mark: 'live' };
    case 'first-seen':
    case 'started':
      return { mark: 'info' };
    case 'deleted':
      return { icon: 'close' };
    case 'replaced':
      return { icon: 'copy' };
    case 'described':
    case 'edited':
    case 'out-of-service':
    case 'in-service':
      return { icon: 'sliders' };
  }
}

/** What happened, as a sentence. */
export function logText(texts: Texts, times: Times, event: LogEvent): string {
  switch (event.code) {
    case 'presence':
      return presenceText(texts, times, event);
    case 'edited':
      return editedText(texts, event);
    case 'out-of-service':
      return texts.t(event.note === '' ? 'log.outOfService' : 'log.outOfServiceNote', { note: event.note });
    case 'replaced':
      return texts.t('log.replaced', { by: event.by });
    case 'link-down':
      return texts.t(event.reason === '' ? 'log.linkDown' : 'log.linkDownReason', { reason: event.reason });
    case 'history-paused':
      return texts.t('log.historyPaused', { reason: event.reason });
    case 'history-on':
      return texts.t('log.historyOn');
    case 'dropped-by-broker':
      return texts.count('log.dropped', event.messages);
    case 'first-seen':
      return texts.t('log.firstSeen');
    case 'described':
      return texts.t('log.described');
    case 'clock-set-back':
      return texts.t('log.clockSetBack');
    case 'in-service':
      return texts.t('log.inService');
    case 'deleted':
      return texts.t('log.deleted');
    case 'link-up':
      return texts.t('log.linkUp');
    case 'started':
      return texts.t('log.started');
  }
}

function presenceText(texts: Texts, times: Times, event: Extract<LogEvent, { code: 'presence' }>): string {
  const state = texts.t(`presence.${event.to}`);
  if (event.to === 'live') {
    if (event.from === 'never') return texts.t('log.firstReading');
    return texts.t('log.liveAgain', { state: texts.t(`presence.${event.from}`).toLowerCase() });
  }
  const silentMs = event.cause.code === 'silent' ? event.cause.sinceMs : 0;
  return texts.t('log.presence', { state, cause: causeWords(texts, times, event.cause, silentMs) });
}

const FIELDS = {
  name: 'log.field.name',
  site: 'log.field.site',
  kind: 'log.field.kind',
  labels: 'log.field.labels',
} as const;

function editedText(texts: Texts, { field, from, to }: Extract<LogEvent, { code: 'edited' }>): string {
  const key = new Map(Object.entries(FIELDS)).get(field);
  const named = key ? texts.t(key) : field;
  if (to === null) return texts.t('log.editedBack', { field: named });
  if (from === null) return texts.t('log.editedNew', { field: named, to });
  return texts.t('log.edited', { field: named, from, to });
}
