import { Inject, Injectable } from '@nestjs/common';
import { channel as channelStage } from '@sensorium/domain/notify';
import { Clock } from '../ports/clock.js';
import { NOTIFIER, type Notifier, type Sent } from '../ports/notifier.js';
import type { FailingChannel, NotifyHealth } from '../ports/notify-health.js';
import type { StoredChannel, StoredDelivery } from '../ports/notify-store.js';
import { Notices } from './notices.js';
import { NotifyState } from './notify-state.js';

/** One try to deliver. `at` in ms. */
export interface Attempt {
  sent: Sent;
  at: number;
  tookMs: number;
}

/** Brings a notice to its channel, and keeps the health of channels by what they answer. */
@Injectable()
export class Courier implements NotifyHealth {
  private readonly clock = new Clock();

  constructor(
    private readonly state: NotifyState,
    private readonly notices: Notices,
    @Inject(NOTIFIER) private readonly notifier: Notifier,
  ) {}

  async bring(delivery: StoredDelivery): Promise<Attempt> {
    const at = this.clock.now() / 1_000;
    const sent = await this.send(delivery);
    return { sent, at, tookMs: Math.round(this.clock.now() / 1_000 - at) };
  }

  failing(): FailingChannel[] {
    return [...this.state.channels.values()].flatMap(({ name, enabled, health }) =>
      enabled && health?.state === 'failing' ? [{ name, since: health.since, answer: health.answer }] : [],
    );
  }

  /** Notes what a channel has answered; it is saved where its state has changed. */
  async noteHealth(id: string, { outcome, answer }: Pick<Sent, 'outcome' | 'answer'>): Promise<void> {
    const channel = this.state.channels.get(id);
    const state = outcome === 'ok' ? 'ok' : 'failing';
    if (!channel || channel.health?.state === state) return;
    const health: StoredChannel['health'] = { state, since: this.clock.now() / 1_000, answer };
    await this.state.keep({ channels: [{ ...channel, health }] });
  }

  private async send(delivery: StoredDelivery): Promise<Sent> {
    const channel = this.state.channels.get(delivery.channel.id);
    const refusal = channelStage(channel, this.state.subscribers.size);
    if (!channel || refusal) return { outcome: 'fatal', answer: refusal ?? 'channel-gone' };
    const sent = await this.notifier
      .send(channel, this.notices.noticeOf(delivery), this.state.context)
      .catch((error: unknown): Sent => ({ outcome: 'retryable', answer: String(error).slice(0, 500) }));
    await this.noteHealth(channel.id, sent);
    return sent;
  }
}
