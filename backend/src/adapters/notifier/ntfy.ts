import { setting } from './channel-kind.js';
import { below, jsonMessage, type HttpPreset } from './http-kind.js';
import { noticeView, type Look } from './notice-view.js';
import { plainText } from './plain-text.js';
import { clip } from './texts.js';

/** A longer message becomes an attachment, bytes. */
const MESSAGE_MAX = 4_096;
const TITLE_MAX = 250;

/** 5 is urgent, 3 the default; a tag that is the name of an emoji is shown as one. */
const PRIORITY: Readonly<Record<Look, number>> = { critical: 5, warning: 4, info: 3, solved: 3, test: 3 };
const TAG: Readonly<Record<Look, string>> = {
  critical: 'rotating_light',
  warning: 'warning',
  info: 'information_source',
  solved: 'white_check_mark',
  test: 'test_tube',
};

/**
 * ntfy, published as JSON to the root of the server; the token is an access token of it. A template is the message.
 * https://docs.ntfy.sh/publish/#publish-as-json, https://docs.ntfy.sh/publish/#limitations
 */
export const ntfy: HttpPreset = {
  urlName: 'the server',
  url: (channel) => below(setting(channel, 'server') ?? 'https://ntfy.sh', '/'),
  message: (channel, notice) => {
    const view = noticeView(notice);
    const link =
      view.url === '' ? {} : { click: view.url, actions: [{ action: 'view', label: 'Open', url: view.url }] };
    return jsonMessage(
      {
        topic: setting(channel, 'topic') ?? '',
        title: clip(view.plainTitle, TITLE_MAX),
        message: plainText(channel, notice, MESSAGE_MAX),
        priority: PRIORITY[view.look],
        tags: [TAG[view.look], ...(view.look === 'test' ? [] : [view.severity])],
        ...link,
      },
      view.plainTitle,
    );
  },
  headers: (channel): Record<string, string> => {
    const token = setting(channel, 'token');
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  },
};
