import type { HistoryFault, SystemNotice } from '@sensorium/contracts';
import type { Texts } from '../../ui/texts/texts';

/** Notices that the page has words for; others stand as the server says them. */
const KNOWN: Readonly<Record<SystemNotice['code'], true>> = {
  'link-down': true,
  'subscription-refused': true,
  'same-client-id': true,
  'broker-dropped': true,
  'link-silent': true,
  'registry-unsaved': true,
  'limit-reached': true,
  'history-paused': true,
  'set-aside': true,
  'alerts-unsaved': true,
  'channel-failing': true,
};

/** A notice as it is shown: what it is, what the server says to it, and what to do. */
export interface ShownNotice extends SystemNotice {
  title: string;
}

/**
 * A notice in the language of the page. A code that the page does not know keeps the server's words. `fault`: why
 * history is paused, which decides what helps; null while it is not.
 */
export function noticeText(texts: Texts, notice: SystemNotice, fault: HistoryFault | null): ShownNotice {
  if (!Object.hasOwn(KNOWN, notice.code)) return { ...notice, title: notice.code };
  const { code } = notice;
  const advice =
    code === 'history-paused'
      ? texts.t(`system.historyAdvice.${fault ?? 'failed'}`)
      : texts.t(`system.advice.${code}`);
  return { ...notice, title: texts.t(`system.notice.${code}`), advice };
}
