import type { DecodeRequest } from '@sensorium/domain/decode';
import type { BrokerLink } from '../ports/broker-link.js';

/** The same request is not sent again so soon (µs): a gateway needs time to answer. */
const AGAIN_AFTER = 10_000_000;

/** Topics that are remembered for that. */
const TOPICS_MAX = 1_000;

/** Publishes what decoders ask for, such as a Sparkplug rebirth, where publishing is allowed. */
export class DecodeRequests {
  private readonly sentAt = new Map<string, number>();

  constructor(
    private readonly broker: Pick<BrokerLink, 'publish'>,
    /** We may publish commands (`MQTT_PUBLISH=all`). */
    private readonly isAllowed: boolean,
  ) {}

  /** Sends each request, unless it was sent a moment ago. `now` in µs. What the link cannot send is asked again. */
  send(requests: readonly DecodeRequest[], now: number): void {
    if (!this.isAllowed) return;
    for (const { topic, payload } of requests) {
      if (now - (this.sentAt.get(topic) ?? -Infinity) < AGAIN_AFTER) continue;
      this.remember(topic, now);
      this.broker.publish(topic, payload, { retain: false }).catch(() => this.sentAt.delete(topic));
    }
  }

  private remember(topic: string, now: number): void {
    this.sentAt.delete(topic);
    if (this.sentAt.size >= TOPICS_MAX) {
      const oldest = this.sentAt.keys().next();
      if (oldest.done !== true) this.sentAt.delete(oldest.value);
    }
    this.sentAt.set(topic, now);
  }
}
