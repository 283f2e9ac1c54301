/** Hosts of a broker that listens on every address. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::', '*']);

const LOCAL = '127.0.0.1:1883';

/**
 * A message that any MQTT client can send. `address`: host and port of the broker as the server names it, null before
 * it has; a broker that listens everywhere is found where the page came from, at `pageHost`.
 */
export function firstMessage(address: string | null, pageHost: string): string {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d*)$/.exec(address ?? LOCAL) ?? [];
  const known = EVERYWHERE.has(host) ? pageHost.replace(/^\[(.*)\]$/, '$1') : host;
  return `mosquitto_pub -h ${known || '127.0.0.1'} -p ${port || '1883'} -t devices/cold-01/telemetry -m '{"temperature":-18.4}'`;
}
