import { join } from 'node:path';
import type { Command } from './processes.ts';

/** What the backend says once it serves. */
export interface ReadyMessage {
  type: 'ready';
  url: string;
  demo: boolean;
  broker: { url: string; external: boolean; username?: string; password?: string; caFile?: string };
}

export function isReadyMessage(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

/**
 * The simulator as the demo fleet of a running backend. On a broker that is not ours it keeps to topics of
 * its own and takes its retained ones away again.
 */
export function demoFleet(root: string, { broker }: ReadyMessage): Command {
  const guest = broker.external ? ['--base', 'sensorium-demo', '--clean'] : [];
  return {
    name: 'demo fleet',
    args: [join(root, 'simulator/dist/cli.js'), '--broker', broker.url, '--quiet', ...guest],
    cwd: root,
    env: {
      ...process.env,
      MQTT_USERNAME: broker.username,
      MQTT_PASSWORD: broker.password,
      MQTT_PASSWORD_FILE: undefined,
      MQTT_CA_FILE: broker.caFile,
    },
    ipc: true,
    ownGroup: true,
  };
}
