import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Message } from './payload.js';

/** How to reach the broker. */
export interface BrokerSettings {
  url: string;
  username: string | undefined;
  password: string | undefined;
  /** Certificates of the authority, PEM. */
  ca: string | undefined;
  /** For telemetry; retained messages always go with 1. */
  qos: 0 | 1;
}

/** Why a connection is down. `refused`: the broker rejects the credentials, so that trying again is in vain. */
export interface LinkFault {
  reason: string;
  refused: boolean;
}

/** What a connection tells its owner. */
export interface LinkEvents {
  up(): void;
  /** After each lost connection and each failed attempt. */
  down(fault: LinkFault): void;
}

const QUEUED_BYTES = 256 * 1024;
const UNACKNOWLEDGED = 5_000;
const CREDENTIAL_CODES: ReadonlySet<unknown> = new Set([4, 5]);

/** One MQTT connection, whose last will (if it has one) is a retained `offline` on `will`. */
export class Link {
  private client: MqttClient | undefined;
  private unacknowledged = 0;

  constructor(
    private readonly settings: BrokerSettings,
    private readonly clientId: string,
    private readonly will: string | undefined,
    private readonly events: LinkEvents,
  ) {}

  /** True while messages can be published. */
  get connected(): boolean {
    return this.client?.connected === true;
  }

  /** Starts one attempt to connect, if none is under way; `up` or `down` follows. */
  open(): void {
    if (this.client !== undefined) return;
    const client = connect(this.settings.url, this.clientOptions());
    let fault: LinkFault = { reason: 'connection closed', refused: false };
    this.client = client;
    this.unacknowledged = 0;
    client.on('error', (error) => {
      fault = readFault(error);
    });
    client.on('connect', () => {
      this.events.up();
    });
    client.on('close', () => {
      if (this.client !== client) return;
      this.client = undefined;
      client.end(true);
      this.events.down(fault);
    });
  }

  /** Publishes telemetry; false if the connection is down or can't take more. */
  publish({ topic, payload }: Message): boolean {
    const { client } = this;
    if (client?.connected !== true) return false;
    if (client.stream.writableLength > QUEUED_BYTES || this.unacknowledged > UNACKNOWLEDGED) return false;
    if (this.settings.qos === 0) {
      client.publish(topic, payload);
      return true;
    }
    this.unacknowledged += 1;
    client.publish(topic, payload, { qos: 1 }, () => {
      this.unacknowledged -= 1;
    });
    return true;
  }

  /** Publishes a retained message; settles when the broker has it, rejects if the connection is lost before. */
  async retain(topic: string, payload: string): Promise<void> {
    if (this.client === undefined) throw new Error('not connected');
    await this.client.publishAsync(topic, payload, { qos: 1, retain: true });
  }

  /** Cuts the connection without DISCONNECT, so that the broker publishes the last will; `down` follows. */
  crash(): void {
    this.client?.stream.destroy();
  }

  /** Says DISCONNECT and closes; the last will is not published, and no event follows. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.endAsync();
  }

  private clientOptions(): IClientOptions {
    const { username, password, ca } = this.settings;
    const { will } = this;
    return {
      clientId: this.clientId,
      protocolVersion: 4,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      keepalive: 30,
      queueQoSZero: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca }),
      ...(will === undefined
        ? {}
        : { will: { topic: will, payload: Buffer.from('offline'), qos: 1, retain: true } }),
    };
  }
}

function readFault(error: Error): LinkFault {
  const code = 'code' in error ? error.code : undefined;
  const refused = CREDENTIAL_CODES.has(code);
  const text = error.message === '' ? String(code) : error.message;
  return {
    reason: refused ? `refused: ${code === 5 ? 'not authorized' : 'bad username or password'}` : text,
    refused,
  };
}
