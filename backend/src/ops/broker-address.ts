import type { MqttSettings } from '../config/settings.js';

/** The port that a broker has where its URL names none. */
const PORTS = new Map([
  ['mqtt:', 1883],
  ['tcp:', 1883],
  ['mqtts:', 8883],
  ['tls:', 8883],
  ['ssl:', 8883],
  ['ws:', 80],
  ['wss:', 443],
]);

/** Host and port of the broker: what people may see of it, without the login and the path of its URL. */
export function brokerAddress({ url, host, port }: Pick<MqttSettings, 'url' | 'host' | 'port'>): string {
  if (url === undefined) return `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const { protocol, hostname, port: given } = new URL(url);
  return `${hostname}:${given || (PORTS.get(protocol) ?? '')}`;
}
