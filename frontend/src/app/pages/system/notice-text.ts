import type { SystemNotice } from '@sensorium/contracts';
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
};

/** A notice as it is shown: what it is, what the server says to it, and what to do. */
export interface ShownNotice extends SystemNotice {
  title: string;
}

/** A notice in the language of the page. A code that the page does not know keeps the server's words. */
export function noticeText(texts: Texts, notice: SystemNotice): ShownNotice {
  if (!Object.hasOwn(KNOWN, notice.code)) return { ...notice, title: notice.code };
  return {
    ...notice,
    title: texts.t(`system.notice.${notice.code}`),
    advice: texts.t(`system.advice.${notice.code}`),
  };
}
