import { setting } from './channel-kind.js';
import { jsonMessage, type HttpPreset } from './http-kind.js';
import { noticeView, type AlertView, type Look, type NoticeView } from './notice-view.js';
import { ownText } from './template.js';
import { clip, escapeMarkdown, jsonBytes, withMost } from './texts.js';

/** Teams takes 28 KB a message, counted in its own way: a fifth is left. */
const BYTES_MAX = 22_000;
const LISTED = 25;

/** Colours of an Adaptive Card's text. */
const COLOURS: Readonly<Record<Look, string>> = {
  critical: 'Attention',
  warning: 'Warning',
  info: 'Accent',
  solved: 'Good',
  test: 'Default',
};

/**
 * A workflow of Teams ("When a Teams webhook request is received") that posts an Adaptive Card 1.4; the address is the
 * secret. Values stand in text runs, which know no Markdown. A template is the Markdown of one text block.
 * https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using (message)
 * https://learn.microsoft.com/connectors/teams/#known-issues-and-limitations-with-actions (about 28 KB)
 * https://adaptivecards.io/explorer/RichTextBlock.html
 */
export const teams: HttpPreset = {
  urlName: "the workflow's address",
  url: (channel) => setting(channel, 'url'),
  message: (channel, notice) => {
    const template = setting(channel, 'template');
    const card = withMost(
      LISTED,
      (shown) => {
        const view = noticeView(notice, shown);
        return messageOf(view, ownText(template, view, escapeMarkdown));
      },
      (made) => jsonBytes(made) <= BYTES_MAX,
    );
    const view = noticeView(notice, LISTED);
    return jsonMessage(
      jsonBytes(card) <= BYTES_MAX ? card : messageOf({ ...view, alerts: [] }, undefined),
      view.title,
    );
  },
};

function messageOf(view: NoticeView, text: string | undefined): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      runs([{ text: view.title, weight: 'Bolder', size: 'Medium', color: COLOURS[view.look] }]),
      ...(text === undefined ? view.alerts.map(alertBlock) : [{ type: 'TextBlock', text, wrap: true }]),
      ...(view.moreText === '' ? [] : [runs([{ text: view.moreText, isSubtle: true }])]),
    ],
    actions: view.url === '' ? [] : [{ type: 'Action.OpenUrl', title: 'Open in Sensorium', url: view.url }],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

function alertBlock(alert: AlertView): object {
  const open = alert.url === '' ? {} : { selectAction: { type: 'Action.OpenUrl', url: alert.url } };
  return runs([
    { text: `${alert.mark} ${alert.name} `, weight: 'Bolder', ...open },
    { text: `${alert.rule}: ` },
    { text: clip(alert.line, 1_000), isSubtle: alert.look === 'solved' },
  ]);
}

function runs(inlines: readonly object[]): object {
  return { type: 'RichTextBlock', inlines: inlines.map((run) => ({ type: 'TextRun', ...run })) };
}
