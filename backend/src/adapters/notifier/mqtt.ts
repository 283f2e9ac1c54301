import type { ChannelPreview } from '@sensorium/contracts';
import { ApiError } from '../../ports/api-error.js';
import type { Ingest } from '../../ports/ingest.js';
import type { StoredChannel } from '../../ports/notify-store.js';
import type { Notice, Sent } from '../../ports/notifier.js';
import { clean } from './answers.js';
import { notSent, setting, type ChannelKind, type Way } from './channel-kind.js';
import { jsonMessage } from './http-kind.js';
import { jsonBytes, withMost } from './texts.js';
import { webhookBody } from './webhook-body.js';

/** Largest payload, bytes; brokers take more, but microcontrollers that listen do not. */
const PAYLOAD_MAX = 65_536;
const ALERTS_MAX = 1_000;

/** Where each Sensorium says that it is there, and probes its link. */
const OWN_TOPIC = /^sensorium\/[^/]+\/(status|probe)$/;

/** The broker has so long to take a message, ms. */
const TIME_MS = 10_000;

/** Publishes notices to one topic of the broker that Sensorium listens to, as JSON like a webhook's, with QoS 1. */
export class MqttKind implements ChannelKind {
  constructor(private readonly ingest: Pick<Ingest, 'publish'>) {}

  message(_channel: StoredChannel, notice: Notice): ChannelPreview {
    const body = withMost(
      ALERTS_MAX,
      (most) => webhookBody(notice, most),
      (made) => jsonBytes(made) <= PAYLOAD_MAX,
    );
    return jsonMessage(body, null);
  }

  fault(channel: StoredChannel): string | undefined {
    const topic = setting(channel, 'topic');
    if (topic === undefined) return 'the topic is not set';
    if (topic.startsWith('$')) return 'topics that begin with $ belong to the broker';
    return OWN_TOPIC.test(topic) ? `${topic} says how a Sensorium is and takes no alerts` : undefined;
  }

  async deliver(channel: StoredChannel, notice: Notice, way: Way): Promise<Sent> {
    const fault = this.fault(channel);
    const topic = setting(channel, 'topic');
    if (fault !== undefined || topic === undefined) return notSent(fault ?? '', way);
    const payload = Buffer.from(this.message(channel, notice).body);
    try {
      await inTime(this.ingest.publish(topic, payload, { retain: channel.settings.retain === true }));
    } catch (error) {
      const isFinal = error instanceof ApiError && error.code !== 'unavailable';
      const answer = clean(error instanceof Error ? error.message : String(error));
      way.steps.failed('send', answer);
      return { outcome: isFinal ? 'fatal' : 'retryable', answer };
    }
    way.steps.passed('send', `${topic}, ${payload.byteLength} bytes`);
    way.steps.passed('answer', 'the broker has taken it');
    return { outcome: 'ok', answer: 'the broker has taken it' };
  }
}

async function inTime(published: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new ApiError('unavailable', 'the broker did not take it in time'));
    }, TIME_MS);
  });
  try {
    await Promise.race([published, late]);
  } finally {
    clearTimeout(timer);
  }
}
