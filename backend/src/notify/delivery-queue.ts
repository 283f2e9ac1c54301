import { Injectable } from '@nestjs/common';
import type { Alert } from '@sensorium/contracts';
import { PAGE, retry, type Send } from '@sensorium/domain/notify';
import type { AlertNote } from '../ports/alert-calls.js';
import { Clock } from '../ports/clock.js';
import type { StoredDelivery } from '../ports/notify-store.js';
import { ChannelLane } from './channel-lane.js';
import { Courier, type Attempt } from './courier.js';
import { NoteWriter } from './note-writer.js';
import { Notices, notesOf } from './notices.js';
import { NotifyState } from './notify-state.js';

/** Attempts that are under way at once, over all channels. */
const UNDER_WAY_MAX = 8;

/** Deliveries that wait for one channel; further ones fail at once, and their log says why. */
const WAITING_MAX = 2_000;

/** How long a stop waits for what is under way; it is sent again after the next start if that was too short. */
const STOP_MS = 3_000;

const TIMER_MAX_MS = 3_600_000;

/** Deliveries that were saved, on their way: each until it has arrived, was refused, or a day has passed. */
@Injectable()
export class DeliveryQueue {
  private readonly clock = new Clock();
  private readonly lanes = new Map<string, ChannelLane>();
  private readonly underWay = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly state: NotifyState,
    private readonly notices: Notices,
    private readonly courier: Courier,
    private readonly writer: NoteWriter,
  ) {}

  /** Deliveries of what was decided, and what the logs of the alerts are told of them. */
  prepare(
    sends: readonly Send[],
    alertOf: (id: string) => Alert | undefined,
    now: number,
  ): { deliveries: StoredDelivery[]; notes: AlertNote[] } {
    const prepared = sends.map((send) => this.notices.prepare(send, alertOf, now));
    return {
      deliveries: prepared.flatMap(({ delivery }) => delivery ?? []),
      notes: prepared.flatMap(({ notes }) => notes),
    };
  }

  note(notes: readonly AlertNote[]): void {
    if (notes.length > 0) this.writer.write(notes);
  }

  add(deliveries: readonly StoredDelivery[]): void {
    for (const delivery of deliveries) {
      if (delivery.channel.id === PAGE) this.notices.show(delivery);
      else this.enqueue(delivery);
    }
    this.pump();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_MS);
    });
    await Promise.race([Promise.allSettled(this.underWay), limit]);
    clearTimeout(timer);
  }

  private enqueue(delivery: StoredDelivery): void {
    const lane = this.lanes.get(delivery.channel.id) ?? new ChannelLane();
    this.lanes.set(delivery.channel.id, lane);
    if (lane.length < WAITING_MAX) {
      lane.add(delivery);
      return;
    }
    const answer = `${WAITING_MAX} notices wait for this channel already`;
    void this.settle(delivery, { sent: { outcome: 'fatal', answer }, at: this.now(), tookMs: 0 });
  }

  private pump(): void {
    const now = this.now();
    for (const [id, lane] of this.lanes) {
      if (lane.isEmpty && !lane.isBusy && lane.pausedUntil <= now) this.lanes.delete(id);
      if (this.isStopped || this.underWay.size >= UNDER_WAY_MAX) break;
      const next = lane.next(now);
      if (next) this.attempt(lane, next);
    }
    this.setTimer(now);
  }

  private attempt(lane: ChannelLane, delivery: StoredDelivery): void {
    lane.isBusy = true;
    const attempt = this.carry(lane, delivery).finally(() => {
      lane.isBusy = false;
      this.underWay.delete(attempt);
      this.pump();
    });
    this.underWay.add(attempt);
  }

  private async carry(lane: ChannelLane, delivery: StoredDelivery): Promise<void> {
    const attempt = await this.courier.bring(delivery);
    const after = await this.settle(delivery, attempt);
    lane.pausedUntil = attempt.sent.retryAfterMs === undefined ? 0 : this.now() + attempt.sent.retryAfterMs;
    if (after.state === 'waiting') lane.replace(after);
    else lane.remove(after.id);
  }

  /** Writes down what became of an attempt. */
  private async settle(delivery: StoredDelivery, { sent, at, tookMs }: Attempt): Promise<StoredDelivery> {
    const { outcome, answer } = sent;
    const attempts = [...delivery.attempts, { at, outcome, answer, tookMs }];
    const { reason, state, nextAt } = retry({ ...delivery, attempts }, sent, this.now());
    const after: StoredDelivery = { ...delivery, attempts, state, nextAt };
    if (reason !== 'tried-again' || attempts.length === 1) {
      const stage = reason === 'delivered' ? 'channel' : 'retry';
      this.note(
        notesOf({ channel: delivery.channel.id, alerts: delivery.alerts }, stage, reason, delivery.id),
      );
    }
    await this.state.keep({ deliveries: [after], removedSubscribers: sent.gone ?? [] });
    return after;
  }

  private setTimer(now: number): void {
    clearTimeout(this.timer);
    if (this.isStopped || this.underWay.size >= UNDER_WAY_MAX) return;
    const dues = [...this.lanes.values()].flatMap((lane) => lane.due() ?? []);
    if (dues.length === 0) return;
    const wait = Math.min(Math.max(dues.reduce((a, b) => Math.min(a, b)) - now, 0), TIMER_MAX_MS);
    this.timer = setTimeout(() => this.pump(), Math.ceil(wait));
  }

  /** ms. */
  private now(): number {
    return this.clock.now() / 1_000;
  }
}
