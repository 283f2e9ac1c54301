import { instanceStatusTopic } from '@sensorium/contracts';
import type { MqttSettings } from '../../config/settings.js';

/** MQTT 5, or 4 for 3.1.1. */
export type Version = 4 | 5;

/** Unacknowledged QoS 1 messages that the broker may have under way to us (MQTT 5, section 3.1.2.11.3). */
const RECEIVE_MAXIMUM = 32_768;

/** How long the broker keeps our session and its queue while we are away, s. */
const SESSION_EXPIRY_S = 86_400;

/** One attempt: `liveOnly` takes a clean session of another name, so that the kept one rests at the broker. */
export interface Attempt {
  clientId: string;
  version: Version;
  liveOnly: boolean;
}

/** Options of the MQTT client for one attempt: session kept, last will set, and no reconnecting by the library itself. */
export function connectOptions(settings: MqttSettings, { clientId, version, liveOnly }: Attempt) {
  const { username, password, ca, cert, key, publish } = settings;
  return {
    protocolVersion: version,
    clientId: liveOnly ? `${clientId}-live` : clientId,
    clean: liveOnly,
    reconnectPeriod: 0,
    connectTimeout: 10_000,
    keepalive: 30,
    resubscribe: false,
    log: () => undefined,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(version === 5
      ? {
          properties: {
            receiveMaximum: RECEIVE_MAXIMUM,
            sessionExpiryInterval: liveOnly ? 0 : SESSION_EXPIRY_S,
          },
        }
      : {}),
    ...(publish === 'off' ? {} : { will: will(clientId) }),
  };
}

function will(clientId: string) {
  const topic = instanceStatusTopic(clientId);
  return { topic, payload: statusPayload('offline'), qos: 1 as const, retain: true };
}

/** Payload of our own status topic. */
export function statusPayload(state: 'online' | 'offline'): string {
  return JSON.stringify({ state });
}
