import { Inject, Injectable } from '@nestjs/common';
import type { Alert, DeliverySubject, PageNotice } from '@sensorium/contracts';
import { channel, PAGE, type Send } from '@sensorium/domain/notify';
import { nanoid } from 'nanoid';
import type { AlertNote } from '../ports/alert-calls.js';
import type { Notice } from '../ports/notifier.js';
import type { StoredDelivery } from '../ports/notify-store.js';
import { PAGE_NOTICES, type PageNotices } from '../ports/page-notices.js';
import { Links } from './links.js';
import { NotifyState } from './notify-state.js';

/** Alerts of a notice that are kept in words when it has arrived; of further ones their ids are. */
const MOST_ABOUT = 10;

const PAGE_CHANNEL = { id: PAGE, name: 'page', type: PAGE, enabled: true } as const;

/** What becomes of a send: a delivery, or a note that says why its channel takes nothing. */
export interface Prepared {
  delivery: StoredDelivery | undefined;
  notes: AlertNote[];
}

/** Makes deliveries of what the stages have decided, and notices of deliveries. */
@Injectable()
export class Notices {
  constructor(
    private readonly state: NotifyState,
    private readonly links: Links,
    @Inject(PAGE_NOTICES) private readonly page: PageNotices,
  ) {}

  /** The last stage before the channel. `now` in ms. */
  prepare(send: Send, alertOf: (id: string) => Alert | undefined, now: number): Prepared {
    const to = send.channel === PAGE ? PAGE_CHANNEL : this.state.channels.get(send.channel);
    const refusal = channel(to, this.state.subscribers.size);
    if (!to || refusal) return { delivery: undefined, notes: notesOf(send, 'channel', refusal ?? '', null) };
    const delivery = newDelivery(send, { id: to.id, name: to.name, type: to.type }, alertOf, now);
    return { delivery, notes: notesOf(send, 'dedup', send.reason, delivery.id) };
  }

  /** Shows it on every page that is open. */
  show({ id, event, createdAt, snapshot }: StoredDelivery): void {
    this.page.publish({ id, event, time: createdAt, alerts: snapshot });
  }

  showTest(notice: PageNotice): void {
    this.page.publish(notice);
  }

  noticeOf({ id, event, reason, createdAt, snapshot }: StoredDelivery): Notice {
    return this.notice({ id, event, reason, sentAt: createdAt }, snapshot);
  }

  notice(head: Omit<Notice, 'alerts'>, alerts: readonly Alert[]): Notice {
    return { ...head, alerts: alerts.map((one) => ({ ...one, url: this.links.ofAlert(one.id) })) };
  }
}

/** What the page is told has arrived as soon as it is said. */
function newDelivery(
  { event, reason, alerts }: Send,
  to: StoredDelivery['channel'],
  alertOf: (id: string) => Alert | undefined,
  now: number,
): StoredDelivery {
  const isPage = to.id === PAGE;
  const snapshot = alerts.flatMap((id) => asTold(alertOf(id), event) ?? []);
  const shown = { at: now, outcome: 'ok', answer: 'shown on the open pages', tookMs: 0 } as const;
  return {
    id: nanoid(),
    channel: to,
    event,
    reason,
    alerts,
    about: snapshot.slice(0, MOST_ABOUT).map(subjectOf),
    state: isPage ? 'delivered' : 'waiting',
    createdAt: now,
    nextAt: isPage ? null : now,
    attempts: isPage ? [shown] : [],
    snapshot,
  };
}

function subjectOf({ id, rule, deviceName, device }: Alert): DeliverySubject {
  return { alert: id, rule: { id: rule.id, name: rule.name }, device: deviceName ?? device };
}

/** An alert may be over by the time its begin is told, after a stop; what is said is what was decided. */
function asTold(alert: Alert | undefined, event: Send['event']): Alert | undefined {
  if (alert?.state !== 'resolved' || event === 'resolved' || event === 'updated') return alert;
  return { ...alert, state: 'firing', resolvedAt: null };
}

/** One line for the log of each alert of a send. */
export function notesOf(
  { channel: id, alerts }: { channel: string; alerts: readonly string[] },
  stage: string,
  reason: string,
  delivery: string | null,
): AlertNote[] {
  return alerts.map((alert) => ({ alert, event: { type: 'notice', stage, reason, channel: id, delivery } }));
}
