import type { PushPayload } from '@sensorium/contracts';
import { createHash } from 'node:crypto';
import type { Notice } from '../../ports/notifier.js';
import { noticeView, type Look } from './notice-view.js';
import { clip, jsonBytes, withMost } from './texts.js';

/** Push services take 4,096 bytes encrypted (RFC 8030 section 7.2); encryption and padding take their share. */
const PAYLOAD_MAX = 3_000;
const LINES = 5;

/** How long a push service keeps what it cannot deliver, s: as long as we would try; what is over, an hour. */
const TTL_S = 86_400;
const TTL_OVER_S = 3_600;

/** RFC 8030 section 5.3. */
const URGENCY: Readonly<Record<Look, 'low' | 'normal' | 'high'>> = {
  critical: 'high',
  warning: 'high',
  info: 'normal',
  solved: 'normal',
  test: 'high',
};

/** A notice for a browser, at most 3,000 bytes as JSON. */
export function pushPayload(notice: Notice): PushPayload {
  return withMost(
    LINES,
    (shown) => payloadOf(notice, shown),
    (made) => jsonBytes(made) <= PAYLOAD_MAX,
  );
}

function payloadOf(notice: Notice, shown: number): PushPayload {
  const view = noticeView(notice, shown);
  const open = notice.alerts.filter(({ state }) => state !== 'resolved').map(({ id }) => id);
  const isOne = notice.alerts.length === 1;
  const lines = view.alerts.map(({ mark, name, line }) =>
    clip(isOne ? line : `${mark} ${name}: ${line}`, 300),
  );
  return {
    id: notice.id,
    event: notice.event,
    severity: view.severity,
    title: clip(view.title, 200),
    body: [...lines, view.moreText].filter((line) => line !== '').join('\n'),
    url: pathOf(view.url),
    alert: isOne ? (notice.alerts[0]?.id ?? null) : null,
    alerts: open.slice(0, shown * 4),
    actions:
      open.length === 0 || notice.event === 'test'
        ? []
        : [
            { action: 'acknowledge', title: 'Acknowledge' },
            { action: 'snooze', title: 'Snooze' },
          ],
  };
}

/** The path of an own address: a click must not lead elsewhere. */
function pathOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, search, hash } = new URL(url);
  return `${pathname}${search}${hash}`;
}

/** Headers of RFC 8030: how urgent, how long it is kept, and what it takes the place of while it is kept. */
export function pushOptions(notice: Notice): {
  TTL: number;
  urgency: 'low' | 'normal' | 'high';
  topic: string;
} {
  const { look } = noticeView(notice, 1);
  return {
    TTL: look === 'solved' || look === 'test' ? TTL_OVER_S : TTL_S,
    urgency: URGENCY[look],
    topic: topicOf(notice),
  };
}

/** At most 32 characters of base64url: the same for all notices about the same alerts. */
function topicOf({ alerts, id }: Notice): string {
  const about =
    alerts.length === 0
      ? id
      : alerts
          .map((alert) => alert.id)
          .sort()
          .join();
  return createHash('sha256').update(about).digest('base64url').slice(0, 32);
}
