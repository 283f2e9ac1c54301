import { Inject, Injectable } from '@nestjs/common';
import { CHANNEL_SECRETS, type ChannelPreview, type ChannelTest } from '@sensorium/contracts';
import webPush from 'web-push';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { ApiError } from '../../ports/api-error.js';
import { INGEST, type Ingest } from '../../ports/ingest.js';
import type { StoredChannel, VapidKeys } from '../../ports/notify-store.js';
import type { Notice, Notifier, NotifierContext, Sent } from '../../ports/notifier.js';
import { clean, masked, sentOf, sentOfFault } from './answers.js';
import { setting } from './channel-kind.js';
import { ChannelKinds } from './channel-kinds.js';
import { noticeView } from './notice-view.js';
import { Outgoing } from './outgoing.js';
import { SafeAddresses } from './safe-address.js';
import { sampleNotice } from './sample-notice.js';
import { Steps } from './steps.js';
import { templateFault } from './template.js';

/** Settings that are templates. */
const TEMPLATES = ['template', 'subject'] as const;

/** Sends notices: one kind of channel each, over safe connections, and without a secret in what it says. */
@Injectable()
export class ChannelNotifier implements Notifier {
  private readonly outgoing: Outgoing;
  private readonly kinds: ChannelKinds;

  constructor(@Inject(SETTINGS) settings: Settings, @Inject(INGEST) ingest: Ingest) {
    const addresses = new SafeAddresses(settings.notifyAllowLoopback);
    this.outgoing = new Outgoing(addresses);
    this.kinds = new ChannelKinds({
      addresses,
      outgoing: this.outgoing,
      ingest,
      publicUrl: settings.http.publicUrl,
    });
  }

  async send(channel: StoredChannel, notice: Notice, context: NotifierContext): Promise<Sent> {
    return this.deliver(channel, notice, context, new Steps());
  }

  async test(channel: StoredChannel, notice: Notice, context: NotifierContext): Promise<ChannelTest> {
    const steps = new Steps();
    const begun = performance.now();
    const { outcome, answer } = await this.deliver(channel, notice, context, steps);
    const secrets = secretsOf(channel, context);
    return {
      ok: outcome === 'ok',
      outcome,
      steps: steps.list.map((step) => ({ ...step, detail: masked(step.detail, secrets) })),
      answer,
      tookMs: Math.round(performance.now() - begun),
    };
  }

  preview(channel: StoredChannel, notice: Notice): Promise<ChannelPreview> {
    const fault = faultOfTemplates(channel, notice);
    if (fault !== undefined) return Promise.reject(new ApiError('bad-request', fault));
    return Promise.resolve(this.kinds.of(channel).message(channel, notice));
  }

  fault(channel: StoredChannel): string | undefined {
    return this.kinds.of(channel).fault(channel) ?? faultOfTemplates(channel, sampleNotice());
  }

  newVapidKeys(): VapidKeys {
    return webPush.generateVAPIDKeys();
  }

  beatFault(url: string): string | undefined {
    return this.outgoing.fault(url);
  }

  async beat(url: string): Promise<Sent> {
    try {
      const answer = await this.outgoing.send({ method: 'GET', url, headers: {} }, new Steps());
      const sent = sentOf(answer, Date.now());
      return { ...sent, answer: masked(sent.answer, [url]) };
    } catch (error) {
      return sentOfFault(error, URL.canParse(url) ? new URL(url).hostname : 'the address');
    }
  }

  /** What no kind foresaw is told like a fault of the network: it must not end the dispatcher. */
  private async deliver(
    channel: StoredChannel,
    notice: Notice,
    context: NotifierContext,
    steps: Steps,
  ): Promise<Sent> {
    const secrets = secretsOf(channel, context);
    try {
      const sent = await this.kinds.of(channel).deliver(channel, notice, { context, steps });
      return { ...sent, answer: masked(sent.answer, secrets) };
    } catch (error) {
      const answer = masked(clean(error instanceof Error ? error.message : String(error)), secrets);
      steps.failed('send', answer);
      return { outcome: 'retryable', answer };
    }
  }
}

function faultOfTemplates(channel: StoredChannel, notice: Notice): string | undefined {
  const view = noticeView(notice);
  return TEMPLATES.map((name) => templateFault(setting(channel, name), view)).find(
    (fault) => fault !== undefined,
  );
}

/** All that must not be said: the channel's secrets, and the endpoints of browsers. */
function secretsOf(channel: StoredChannel, { subscribers }: NotifierContext): string[] {
  const own = CHANNEL_SECRETS[channel.type].map((name) => setting(channel, name) ?? '');
  return [...own, ...subscribers.map(({ endpoint }) => endpoint)].filter((secret) => secret !== '');
}
