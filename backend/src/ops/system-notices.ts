import type { HistoryEvent, HistoryFault, PartState, SetAside, SystemNotice } from '@sensorium/contracts';
import type { LinkStatus } from '../ports/broker-link.js';
import type { FleetView } from '../ports/fleet-view.js';
import type { IngestStats } from '../ports/live-bus.js';
import type { FailingChannel } from '../ports/notify-health.js';

const LIMIT_REASONS = ['device-limit', 'metric-limit', 'series-limit'];

/** What there is to say something about; `alerts`: the part of the health that keeps them. */
type Noticed = Pick<FleetView, 'link' | 'history' | 'stats'> & {
  alerts: PartState;
  channels: readonly FailingChannel[];
};

/** What a person should do something about, worst first. `now` in ms. */
export function noticesOf(
  { link, history, stats, alerts, channels }: Noticed,
  droppedLastMinute: number,
  now: number,
): SystemNotice[] {
  return [
    ...(history?.state === 'paused' ? [historyPaused(history)] : []),
    ...(alerts.state === 'up' ? [] : [alertsUnsaved(alerts)]),
    ...(link ? linkNotices(link) : []),
    ...channels.map(channelFailing),
    ...(droppedLastMinute > 0 ? [dropped(droppedLastMinute, now)] : []),
    ...(stats ? statsNotices(stats) : []),
    ...(stats ? stats.history.setAside.map(setAside) : []),
  ];
}

/** What helps, by why history is paused. */
const HISTORY_ADVICE: Record<HistoryFault, string> = {
  'disk-full':
    'Make space on the disk of the data folder, or keep readings for a shorter time; it goes on by itself.',
  'read-only': 'Make the data folder writable for us (DATA_DIR); it goes on by itself.',
  damaged: 'Look at the disk; restore the newest backup, or move the folder history away to begin anew.',
  'newer-version': 'Start the newer version again, or move the folder history away to begin anew.',
  failed: 'Look at the log; it is tried again every few seconds.',
};

function historyPaused({ since, fault, reason }: HistoryEvent): SystemNotice {
  return {
    code: 'history-paused',
    severity: 'critical',
    since,
    message: `Live view only, history is paused: ${reason ?? 'the store cannot write'}. The broker keeps what it has not seen answered, as far as its queue goes.`,
    advice: HISTORY_ADVICE[fault ?? 'failed'],
  };
}

function alertsUnsaved({ since, message = 'the database cannot be written' }: PartState): SystemNotice {
  return {
    code: 'alerts-unsaved',
    severity: 'critical',
    since,
    message: `Alerts reach people, but are not saved: ${message}.`,
    advice: 'Make space in the data folder and make it writable (DATA_DIR); nothing is lost until a restart.',
  };
}

function channelFailing({ name, since, answer }: FailingChannel): SystemNotice {
  return {
    code: 'channel-failing',
    severity: 'critical',
    since,
    message: `Nobody is reached by ${name}: ${answer}.`,
    advice: 'Send a test in its settings, which shows each step. Notices are tried again for 24 hours.',
  };
}

function setAside({ name, at, reason }: SetAside): SystemNotice {
  return {
    code: 'set-aside',
    severity: 'warning',
    since: at,
    message: `${name} was put aside: ${reason}.`,
    advice: 'Nothing of it was deleted. Restore the newest backup if you need what it held, then delete it.',
  };
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
