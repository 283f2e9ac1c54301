import { nativeTopics } from '@sensorium/contracts';
import { machineMs } from '../measure/clock.ts';
import { SENT } from './latency-log.ts';
import { template, type Template } from './publish-connection.ts';

/** Different payloads of one device, so that values change. */
const VARIANTS = 8;

/** Name of the metric that holds the number of a message: of one device from 0 on, without a gap. */
export const NUMBER = 'number';

/**
 * `readings`: telemetry; `ignored`: the same bytes on a topic that says nothing; `stamped`: with the time, and one
 * value more; `stamps`: with the time alone; `numbered`: each device counts its messages.
 */
export type MessageKind = 'readings' | 'ignored' | 'stamped' | 'stamps' | 'numbered';

/** Metrics of the messages; every second device has the third one. */
export const METRICS = ['air_temperature', 'relative_humidity', 'pressure'] as const;

/** Payload of about 60 bytes with two or three metrics. */
export function payloadOf(device: number, variant: number): string {
  const wave = Math.sin(device + variant) * 10;
  const temperature = (20 + wave).toFixed(2);
  const humidity = (50 - wave).toFixed(2);
  const third = device % 2 === 0 ? `,"pressure":${(1_013 + wave).toFixed(1)}` : '';
  return `{"air_temperature":${temperature},"relative_humidity":${humidity}${third}}`;
}

/** The message that comes as the `n`th, of a fleet of `devices`. */
export type MessageSource = (n: number) => Template;

export function messagesOf(kind: MessageKind, devices: number): MessageSource {
  const topics = Array.from({ length: devices }, (_, device) => topicOf(kind, device));
  if (kind === 'stamped') {
    return (n) =>
      template(topics[n % devices] ?? '', `{"${SENT}":${machineMs().toFixed(3)},"air_temperature":21.5}`);
  }
  if (kind === 'stamps')
    return (n) => template(topics[n % devices] ?? '', `{"${SENT}":${machineMs().toFixed(3)}}`);
  if (kind === 'numbered')
    return (n) => template(topics[n % devices] ?? '', `{"${NUMBER}":${Math.floor(n / devices)}}`);
  const templates = Array.from({ length: VARIANTS }, (_, variant) =>
    topics.map((topic, device) => template(topic, payloadOf(device, variant))),
  );
  return (n) => {
    const message = templates[Math.floor(n / devices) % VARIANTS]?.[n % devices];
    if (!message) throw new RangeError(`no message ${n}`);
    return message;
  };
}

/** Id of a device by its place. */
export function deviceId(device: number): string {
  return `bench-${String(device).padStart(4, '0')}`;
}

function topicOf(kind: MessageKind, device: number): string {
  const id = deviceId(device);
  return kind === 'ignored' ? `devices/${id}/commands/bench` : nativeTopics(id).telemetry;
}
