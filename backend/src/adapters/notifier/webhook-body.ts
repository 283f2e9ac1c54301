import type { WebhookBody } from '@sensorium/contracts';
import type { Notice } from '../../ports/notifier.js';

/** Alerts in one message for a program; the others are counted in `truncated`. */
const ALERTS_MAX = 1_000;

/** A notice for a program, as section 3 of the API page has it: all of each alert, with the link to its page. */
export function webhookBody({ id, event, sentAt, alerts }: Notice, most: number = ALERTS_MAX): WebhookBody {
  const truncated = Math.max(alerts.length - most, 0);
  return {
    version: 1,
    id,
    event,
    sentAt,
    alerts: alerts.slice(0, most),
    ...(truncated === 0 ? {} : { truncated }),
  };
}
