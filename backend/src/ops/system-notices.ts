import type { SystemNotice } from '@sensorium/contracts';
import type { LinkStatus } from '../ports/broker-link.js';
import type { IngestStats } from '../ports/live-bus.js';

const LIMIT_REASONS = ['device-limit', 'metric-limit', 'series-limit'];

/** What a person should do something about, worst first. `now` in ms. */
export function noticesOf(
  link: LinkStatus | null,
  stats: IngestStats | null,
  droppedLastMinute: number,
  now: number,
): SystemNotice[] {
  return [
    ...(link ? linkNotices(link) : []),
    ...(droppedLastMinute > 0 ? [dropped(droppedLastMinute, now)] : []),
    ...(stats ? statsNotices(stats) : []),
  ];
}

function linkNotices(link: LinkStatus): SystemNotice[] {
  const since = link.since / 1_000;
  const notices: SystemNotice[] = [];
  if (link.takenOver) {
    notices.push({
      code: 'same-client-id',
      severity: 'critical',
      since,
      message: 'Another program connects to the broker with our client id; each throws the other out.',
      advice: 'Stop the other copy, or give one of them its own MQTT_CLIENT_ID.',
    });
  }
  if (link.silent) {
    notices.push({
      code: 'link-silent',
      severity: 'critical',
      since,
      message: 'The link to the broker is up, but messages to ourselves no longer come back.',
      advice: 'Look at the load and the log of the broker; we connect anew.',
    });
  }
  if (link.state === 'down') {
    notices.push({
      code: 'link-down',
      severity: 'critical',
      since,
      message: link.reason ?? 'The link to the broker is down.',
      advice: 'Start the broker, or correct MQTT_URL and the login.',
    });
  }
  if (link.refused.length > 0) {
    notices.push({
      code: 'subscription-refused',
      severity: 'warning',
      since,
      message: `The broker refused: ${link.refused.join(', ')}.`,
      advice: 'Allow these topics to our user, or leave them out of MQTT_TOPICS.',
    });
  }
  return notices;
}

function dropped(messages: number, now: number): SystemNotice {
  return {
    code: 'broker-dropped',
    severity: 'warning',
    since: now,
    message: `The broker dropped ${messages} messages in the last minute, for us or for another client.`,
    advice: 'In Mosquitto raise max_queued_messages, and set max_inflight_messages 0 for MQTT 3.1.1.',
  };
}

function statsNotices(stats: IngestStats): SystemNotice[] {
  const notices: SystemNotice[] = [];
  if (stats.registryFault !== null) {
    notices.push({
      code: 'registry-unsaved',
      severity: 'critical',
      since: stats.registrySince / 1_000,
      message: `Changes of devices cannot be saved: ${stats.registryFault}.`,
      advice:
        'Make space in the data folder and make it writable (DATA_DIR); nothing is lost until a restart.',
    });
  }
  const reached = stats.rejections.filter(({ reason }) => LIMIT_REASONS.includes(reason));
  for (const { description, lastAt } of reached) {
    notices.push({
      code: 'limit-reached',
      severity: 'warning',
      since: lastAt,
      message: `Messages are refused because ${description}.`,
      advice: 'Subscribe to fewer topics (MQTT_TOPICS), or delete devices that are gone.',
    });
  }
  return notices;
}
