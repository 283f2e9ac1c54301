import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice } from '../../ports/notifier.js';
import { setting } from './channel-kind.js';
import { LISTED_MAX, noticeView, type AlertView, type Look, type NoticeView } from './notice-view.js';
import { linesOf } from './plain-text.js';
import { ownText } from './template.js';
import { escapeHtml, oneLine, plain, withMost } from './texts.js';

/** RFC 5322 section 2.1.1 allows 998 characters a line; mail programs show far fewer. */
const SUBJECT_MAX = 250;
/** Largest HTML part, bytes: Gmail cuts what is longer than 102 kB. */
const HTML_MAX = 100_000;

const COLOURS: Readonly<Record<Look, string>> = {
  critical: '#b3261e',
  warning: '#b25e00',
  info: '#1a5fb4',
  solved: '#2e7d32',
  test: '#5f6368',
};

export interface EmailMessage {
  subject: string;
  html: string;
  text: string;
  isUrgent: boolean;
}

/** A notice as e-mail. `template` is the HTML part, `subject` a template of its own; the text part is always ours. */
export function emailMessage(channel: StoredChannel, notice: Notice): EmailMessage {
  const view = noticeView(notice);
  const own = ownText(setting(channel, 'subject'), view, plain);
  return {
    subject: oneLine(own ?? view.title, SUBJECT_MAX),
    html: htmlOf(notice, setting(channel, 'template')),
    text: [view.title, linesOf(view), linkLines(view)].filter((part) => part !== '').join('\n\n'),
    isUrgent: view.look === 'critical',
  };
}

function htmlOf(notice: Notice, template: string | undefined): string {
  const fits = (html: string) => Buffer.byteLength(html) <= HTML_MAX;
  const made = (own: string | undefined) =>
    withMost(
      LISTED_MAX,
      (shown) => {
        const view = noticeView(notice, shown);
        return ownText(own, view, escapeHtml) ?? defaultHtml(view);
      },
      fits,
    );
  const html = made(template);
  return fits(html) ? html : made(undefined);
}

function linkLines(view: NoticeView): string {
  const links =
    view.alerts.length > 1 ? view.alerts.map(({ name, url }) => (url === '' ? '' : `${name}: ${url}`)) : [];
  return [...links, view.url].filter((line) => line !== '').join('\n');
}

function defaultHtml(view: NoticeView): string {
  const colour = COLOURS[view.look];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>',
    '<body style="margin:0;padding:16px;font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif;font-size:14px;line-height:20px;color:#1f2328">',
    `<h1 style="margin:0 0 16px;padding:0 0 0 12px;border-left:4px solid ${colour};font-size:20px;line-height:28px">${escapeHtml(view.title)}</h1>`,
    '<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;border-collapse:collapse">',
    ...view.alerts.map(row),
    '</table>',
    view.moreText === '' ? '' : `<p>${escapeHtml(view.moreText)}</p>`,
    view.url === ''
      ? ''
      : `<p><a href="${escapeHtml(view.url)}" style="color:#1a5fb4">Open in Sensorium</a></p>`,
    '</body></html>',
  ].join('');
}

function row(alert: AlertView): string {
  const name = `<strong>${escapeHtml(alert.name)}</strong>`;
  const linked =
    alert.url === '' ? name : `<a href="${escapeHtml(alert.url)}" style="color:inherit">${name}</a>`;
  const runbook = /^https?:/.test(alert.runbook)
    ? ` · <a href="${escapeHtml(alert.runbook)}" style="color:#1a5fb4">Runbook</a>`
    : '';
  return `<tr><td style="padding:8px 0;border-top:1px solid #d0d7de"><span style="color:${COLOURS[alert.look]}">${alert.mark} ${escapeHtml(alert.look)}</span> ${linked} ${escapeHtml(alert.rule)}<br>${escapeHtml(alert.line)}${runbook}</td></tr>`;
}
