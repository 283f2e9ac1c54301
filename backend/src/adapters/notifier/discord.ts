import type { Notice } from '../../ports/notifier.js';
import { setting } from './channel-kind.js';
import { jsonMessage, type HttpPreset } from './http-kind.js';
import { noticeView, type AlertView, type Look, type NoticeView } from './notice-view.js';
import { ownText } from './template.js';
import { clip, escapeMarkdown, plain, withMost } from './texts.js';

/** A message takes 10 embeds with 6,000 characters in all; a title 256, a description 4,096, the content 2,000. */
const EMBEDS_MAX = 10;
const CHARACTERS_MAX = 6_000;
const TITLE_MAX = 256;
const DESCRIPTION_MAX = 4_096;
const CONTENT_MAX = 2_000;

const COLOURS: Readonly<Record<Look, number>> = {
  critical: 0xd3_2f_2f,
  warning: 0xf5_7c_00,
  info: 0x19_76_d2,
  solved: 0x38_8e_3c,
  test: 0x75_75_75,
};

interface Embed {
  title: string;
  description: string;
  color: number;
  url?: string;
  footer?: { text: string };
}

/**
 * Discord's webhooks with embeds; the address is the secret. Nobody is mentioned, whatever a name says. A template is
 * the description of one embed, in Discord's Markdown.
 * https://discord.com/developers/docs/resources/webhook#execute-webhook
 * https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 */
export const discord: HttpPreset = {
  urlName: "the webhook's address",
  url: (channel) => setting(channel, 'url'),
  message: (channel, notice) => {
    const view = noticeView(notice);
    const own = embedsOf(notice, setting(channel, 'template'));
    const embeds = isWithin(own) ? own : embedsOf(notice, undefined);
    return jsonMessage(
      {
        content: clip(escapeMarkdown(view.title), CONTENT_MAX),
        ...(embeds.length === 0 ? {} : { embeds }),
        allowed_mentions: { parse: [] },
      },
      view.title,
    );
  },
};

function embedsOf(notice: Notice, template: string | undefined): Embed[] {
  return withMost(
    EMBEDS_MAX,
    (shown) => {
      const view = noticeView(notice, shown);
      const text = ownText(template, view, escapeMarkdown);
      const embeds = text === undefined ? view.alerts.map(alertEmbed) : [ownEmbed(view, text)];
      const last = embeds.at(-1);
      if (last && view.moreText !== '') last.footer = { text: view.moreText };
      return embeds;
    },
    isWithin,
  );
}

function ownEmbed(view: NoticeView, text: string): Embed {
  return {
    title: clip(view.plainTitle, TITLE_MAX),
    description: text,
    color: COLOURS[view.look],
    ...urlPart(view.url),
  };
}

function alertEmbed(alert: AlertView): Embed {
  return {
    title: clip(plain(`${alert.mark} ${alert.name}: ${alert.rule}`), TITLE_MAX),
    description: clip(escapeMarkdown(alert.line), DESCRIPTION_MAX),
    color: COLOURS[alert.look],
    ...urlPart(alert.url),
  };
}

function urlPart(url: string): { url?: string } {
  return url === '' ? {} : { url };
}

function isWithin(embeds: readonly Embed[]): boolean {
  const lengths = embeds.map(
    (one) => one.title.length + one.description.length + (one.footer?.text.length ?? 0),
  );
  return (
    embeds.every(({ description }) => description.length <= DESCRIPTION_MAX) &&
    lengths.reduce((sum, length) => sum + length, 0) <= CHARACTERS_MAX
  );
}
