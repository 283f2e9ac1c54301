import type { MqttSettings } from '../config/settings.js';
import { ApiError } from '../ports/api-error.js';
import type { BrokerLink } from '../ports/broker-link.js';

/** Messages that Sensorium publishes for people, such as alerts, where `MQTT_PUBLISH` allows it. */
export class OwnMessages {
  constructor(
    private readonly broker: Pick<BrokerLink, 'publish'>,
    private readonly allowed: MqttSettings['publish'],
  ) {}

  /** Resolves once the broker has it (QoS 1). Fails as `forbidden`, or `unavailable` while the link is down. */
  async publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void> {
    if (this.allowed !== 'all')
      throw new ApiError(
        'forbidden',
        `MQTT_PUBLISH is ${this.allowed}; alerts are published with MQTT_PUBLISH=all`,
      );
    try {
      await this.broker.publish(topic, payload, options);
    } catch (error) {
      throw new ApiError('unavailable', error instanceof Error ? error.message : String(error));
    }
  }
}
