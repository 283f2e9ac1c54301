import { setting } from './channel-kind.js';
import { jsonMessage, type HttpPreset } from './http-kind.js';
import { noticeView, type AlertView, type NoticeView } from './notice-view.js';
import { ownText } from './template.js';
import { clip, escapeSlack, plain, withMost } from './texts.js';

/** A message takes 50 blocks; a header 150 characters, a section 3,000. */
const SECTIONS_MAX = 46;
const HEADER_MAX = 150;
const SECTION_MAX = 3_000;

/** Slack writes of "about" 40,000 characters of `text`; ours is only for notifications of the system. */
const TEXT_MAX = 300;

/**
 * Slack's incoming webhooks with Block Kit; the address is the secret. A template is the mrkdwn of one section.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * https://docs.slack.dev/reference/block-kit/blocks (limits), https://docs.slack.dev/messaging/formatting-message-text
 * (escapes)
 */
export const slack: HttpPreset = {
  urlName: "the webhook's address",
  url: (channel) => setting(channel, 'url'),
  message: (channel, notice) => {
    const view = noticeView(notice, SECTIONS_MAX);
    const text = withMost(
      SECTIONS_MAX,
      (shown) => ownText(setting(channel, 'template'), noticeView(notice, shown), escapeSlack),
      (made) => made === undefined || made.length <= SECTION_MAX,
    );
    const sections = text === undefined ? view.alerts.map(alertText) : [clip(text, SECTION_MAX)];
    return jsonMessage(
      { text: clip(escapeSlack(view.title), TEXT_MAX), blocks: blocksOf(view, sections) },
      view.title,
    );
  },
};

function blocksOf(view: NoticeView, sections: readonly string[]): object[] {
  const header = {
    type: 'header',
    text: { type: 'plain_text', text: clip(plain(view.title), HEADER_MAX), emoji: true },
  };
  const foot = [view.moreText, link(view.url, 'Open in Sensorium')].filter((part) => part !== '').join(' · ');
  return [
    header,
    ...sections.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
    ...(foot === '' ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: foot }] }]),
  ];
}

function alertText(alert: AlertView): string {
  const head = `${alert.mark} *${escapeSlack(alert.name)}* ${escapeSlack(alert.rule)}`;
  const links = [
    link(alert.url, 'Open'),
    /^https?:/.test(alert.runbook) ? link(alert.runbook, 'Runbook') : '',
  ];
  return clip(
    [head, escapeSlack(alert.line), links.filter((one) => one !== '').join(' · ')].join('\n').trim(),
    SECTION_MAX,
  );
}

function link(url: string, words: string): string {
  return url === '' ? '' : `<${url.replace(/&/g, '&amp;')}|${words}>`;
}
