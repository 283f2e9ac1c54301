import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice } from '../../ports/notifier.js';
import { setting } from './channel-kind.js';
import { LISTED_MAX, noticeView, type NoticeView } from './notice-view.js';
import { ownText } from './template.js';
import { plain, withMost } from './texts.js';

/** A notice as plain text of at most `bytesMax` bytes: the channel's template, or one line an alert. */
export function plainText(channel: StoredChannel, notice: Notice, bytesMax: number): string {
  const fits = (text: string) => Buffer.byteLength(text) <= bytesMax;
  const textOf = (template: string | undefined) =>
    withMost(
      LISTED_MAX,
      (shown) => {
        const view = noticeView(notice, shown);
        return ownText(template, view, plain) ?? linesOf(view);
      },
      fits,
    );
  const text = textOf(setting(channel, 'template'));
  return fits(text) ? text : textOf(undefined);
}

/** One line an alert: what it is about, what is wrong. */
export function linesOf(view: NoticeView): string {
  const lines = view.alerts.map(({ mark, name, rule, line }) => `${mark} ${name}, ${rule}: ${line}`);
  return [...lines, view.moreText].filter((line) => line !== '').join('\n') || view.plainTitle;
}
