import * as z from 'zod';
import { retryAfterMs } from './answers.js';
import { setting } from './channel-kind.js';
import { below, jsonMessage, type HttpPreset } from './http-kind.js';
import { LISTED_MAX, noticeView, type AlertView, type NoticeView } from './notice-view.js';
import { ownText } from './template.js';
import { escapeHtml, withMost } from './texts.js';

/** Longest text, characters. Telegram counts after its HTML is read; we count before, which is never less. */
const TEXT_MAX = 4_096;

/** What Telegram says beside the status of a 429. */
const waitSchema = z.object({ parameters: z.object({ retry_after: z.number() }) });

/**
 * `sendMessage` of the Bot API, as HTML; the bot's token is the secret and stands in the address. A template is the whole
 * text, with the tags that Telegram knows (b, i, u, s, code, pre, a, blockquote).
 * https://core.telegram.org/bots/api#sendmessage, https://core.telegram.org/bots/api#html-style
 */
export const telegram: HttpPreset = {
  urlName: 'the address of the Bot API',
  needs: { name: 'token', called: "the bot's token" },
  url: (channel) =>
    below(
      setting(channel, 'server') ?? 'https://api.telegram.org',
      `/bot${encodeURIComponent(setting(channel, 'token') ?? '').replaceAll('%3A', ':')}/sendMessage`,
    ),
  message: (channel, notice) => {
    const template = setting(channel, 'template');
    const fits = (text: string) => text.length <= TEXT_MAX;
    const textOf = (own: string | undefined) =>
      withMost(
        LISTED_MAX,
        (shown) => {
          const view = noticeView(notice, shown);
          return ownText(own, view, escapeHtml) ?? defaultText(view);
        },
        fits,
      );
    const text = textOf(template);
    const view = noticeView(notice);
    return jsonMessage(
      {
        chat_id: setting(channel, 'chat') ?? '',
        text: fits(text) ? text : textOf(undefined),
        parse_mode: 'HTML',
        link_preview_options: { is_disabled: true },
        disable_notification: view.look === 'info' || view.look === 'solved',
      },
      view.title,
    );
  },
  read: ({ body }, sent) => {
    const wait = sent.outcome === 'retryable' ? waitOf(body) : undefined;
    return wait === undefined ? sent : { ...sent, retryAfterMs: wait };
  },
};

function waitOf(body: string): number | undefined {
  try {
    const said = waitSchema.safeParse(JSON.parse(body));
    return said.success ? retryAfterMs(String(said.data.parameters.retry_after), 0) : undefined;
  } catch {
    return undefined;
  }
}

function defaultText(view: NoticeView): string {
  const foot = [escapeHtml(view.moreText), link(view.url, 'Open in Sensorium')].filter((part) => part !== '');
  return [`<b>${escapeHtml(view.title)}</b>`, ...view.alerts.map(alertText), foot.join(' · ')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function alertText(alert: AlertView): string {
  const name = `<b>${escapeHtml(alert.name)}</b>`;
  return `${alert.mark} ${alert.url === '' ? name : `<a href="${escapeHtml(alert.url)}">${name}</a>`} ${escapeHtml(alert.rule)}\n${escapeHtml(alert.line)}`;
}

function link(url: string, words: string): string {
  return url === '' ? '' : `<a href="${escapeHtml(url)}">${words}</a>`;
}
