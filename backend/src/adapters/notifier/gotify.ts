import { setting } from './channel-kind.js';
import { below, jsonMessage, type HttpPreset } from './http-kind.js';
import { noticeView, type Look } from './notice-view.js';
import { plainText } from './plain-text.js';
import { clip } from './texts.js';

/** Gotify states no limit; more than this nobody reads on a phone, bytes. */
const MESSAGE_MAX = 16_384;
const TITLE_MAX = 250;

/** From 8 on Gotify's app makes itself heard, from 4 on it makes a sound. */
const PRIORITY: Readonly<Record<Look, number>> = { critical: 8, warning: 5, info: 3, solved: 3, test: 5 };

/**
 * Gotify's `POST /message`; the token is that of an application. A template is the message, as plain text.
 * https://gotify.net/docs/pushmsg, https://gotify.net/docs/msgextras
 */
export const gotify: HttpPreset = {
  urlName: 'the server',
  needs: { name: 'token', called: "the application's token" },
  url: (channel) => below(setting(channel, 'server'), '/message'),
  message: (channel, notice) => {
    const view = noticeView(notice);
    const click = view.url === '' ? {} : { 'client::notification': { click: { url: view.url } } };
    return jsonMessage(
      {
        title: clip(view.title, TITLE_MAX),
        message: plainText(channel, notice, MESSAGE_MAX),
        priority: PRIORITY[view.look],
        extras: { 'client::display': { contentType: 'text/plain' }, ...click },
      },
      view.title,
    );
  },
  headers: (channel) => ({ 'x-gotify-key': setting(channel, 'token') ?? '' }),
};
