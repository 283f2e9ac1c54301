import { Inject, Injectable, Logger } from '@nestjs/common';
import { instanceStatusTopic } from '@sensorium/contracts';
import {
  connect,
  type IClientOptions,
  type IConnackPacket,
  type IPublishPacket,
  type MqttClient,
} from 'mqtt';
import { SETTINGS } from '../../config/config.module.js';
import type { MqttSettings, Settings } from '../../config/settings.js';
import type { BrokerLink, LinkSink, LinkStatus } from '../../ports/broker-link.js';
import { Clock } from '../../ports/clock.js';
import { REGISTRY_STORE, type RegistryStore } from '../../ports/registry-store.js';
import { Backoff } from './backoff.js';
import { describeLinkError, isVersionRefused, refusedTopics } from './reasons.js';

/** Unacknowledged QoS 1 messages that the broker may have under way to us (MQTT 5, section 3.1.2.11.3). */
const RECEIVE_MAXIMUM = 10_000;

/** How long the broker keeps our session and its queue while we are away, s. */
const SESSION_EXPIRY_S = 86_400;

type Version = 4 | 5;

/**
 * The link to one broker over MQTT 5 where the broker speaks it, else 3.1.1. Keeps its session, subscribes
 * on each connect, says birth and last will on its own status topic, and comes back with growing pauses.
 */
@Injectable()
export class MqttLink implements BrokerLink {
  readonly source: string;
  private readonly logger = new Logger('broker link');
  private readonly clock = new Clock();
  private readonly backoff = new Backoff();
  private readonly settings: MqttSettings;
  private client: MqttClient | undefined;
  private version: Version;
  private clientId = '';
  private sink: LinkSink | undefined;
  private status: LinkStatus;
  private retry: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(REGISTRY_STORE) private readonly store: RegistryStore,
  ) {
    this.settings = settings.mqtt;
    this.source = 'main';
    this.version = this.settings.url === undefined ? 4 : 5;
    this.status = {
      state: 'down',
      since: this.clock.now(),
      reason: 'not connected yet',
      protocol: null,
      refused: [],
    };
  }

  async open(sink: LinkSink): Promise<void> {
    this.sink = sink;
    this.clientId = this.settings.clientId ?? `sensorium-${await this.store.instance()}`;
    sink.status(this.status);
    this.dial();
  }

  async publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void> {
    if (!this.client) throw new Error('the link to the broker is not open');
    await this.client.publishAsync(topic, Buffer.from(payload), { qos: 1, retain: options.retain });
  }

  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.retry);
    const client = this.client;
    if (!client) return;
    if (client.connected) {
      await this.announce('offline');
      await client.endAsync();
    } else {
      await client.endAsync(true);
    }
  }

  /** Makes one attempt; every way in which it ends leads back here until the link is closed. */
  private dial(): void {
    const client = connect(this.url(), this.options());
    this.client = client;
    let reason = 'the broker closed the connection';
    client.on('connect', (connack) => void this.connected(client, connack));
    client.on('message', (topic, payload, packet) => this.received(topic, payload, packet));
    client.on('error', (error) => {
      reason = describeLinkError(error, this.url());
      this.fallBack(error);
    });
    client.on('disconnect', (packet) => {
      reason = `the broker disconnected us (reason code ${packet.reasonCode ?? 0})`;
    });
    client.once('close', () => this.closed(client, reason));
  }

  private url(): string {
    return this.settings.url ?? `mqtt://${this.settings.host}:${this.settings.port}`;
  }

  private options(): IClientOptions {
    const { username, password, ca, cert, key } = this.settings;
    return {
      protocolVersion: this.version,
      clientId: this.clientId,
      clean: false,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      keepalive: 30,
      resubscribe: false,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(this.version === 5
        ? { properties: { receiveMaximum: RECEIVE_MAXIMUM, sessionExpiryInterval: SESSION_EXPIRY_S } }
        : {}),
      ...(this.settings.publish === 'off' ? {} : { will: this.will() }),
    };
  }

  private will(): NonNullable<IClientOptions['will']> {
    return {
      topic: instanceStatusTopic(this.clientId),
      payload: statusPayload('offline'),
      qos: 1,
      retain: true,
    };
  }

  private async connected(client: MqttClient, connack: IConnackPacket): Promise<void> {
    try {
      const refused = await this.subscribe(client);
      this.backoff.reset();
      this.setStatus({ state: 'up', reason: null, protocol: this.version, refused });
      this.logger.log(
        `connected to ${this.url()} by MQTT ${this.version === 5 ? '5' : '3.1.1'}, session ${connack.sessionPresent ? 'resumed' : 'new'}`,
      );
      await this.announce('online');
    } catch (error) {
      this.logger.warn(describeLinkError(error, this.url()));
      client.end(true);
    }
  }

  /** Subscribes to all topics; resolves to those that the broker refused. */
  private subscribe(client: MqttClient): Promise<string[]> {
    const { topics } = this.settings;
    const options = { qos: 1 as const, ...(this.version === 5 ? { nl: true, rh: 0 } : {}) };
    return new Promise((resolve, reject) => {
      client.subscribe(topics, options, (error, _grants, suback) => {
        if (!suback) {
          reject(error ?? new Error('the broker did not answer the subscription'));
          return;
        }
        const refused = refusedTopics(topics, suback.granted);
        for (const one of refused) this.logger.warn(`the broker refused the subscription ${one}`);
        resolve(refused);
      });
    });
  }

  private async announce(state: 'online' | 'offline'): Promise<void> {
    if (this.settings.publish === 'off') return;
    await this.publish(instanceStatusTopic(this.clientId), Buffer.from(statusPayload(state)), {
      retain: true,
    });
  }

  private received(topic: string, payload: Buffer, packet: IPublishPacket): void {
    this.sink?.message({ topic, payload, retained: packet.retain });
  }

  private fallBack(error: unknown): void {
    if (this.version === 5 && isVersionRefused(error)) {
      this.logger.log('the broker does not speak MQTT 5; going on with 3.1.1');
      this.version = 4;
      this.backoff.reset();
    }
  }

  private closed(client: MqttClient, reason: string): void {
    client.removeAllListeners();
    client.on('error', (late) => this.logger.debug(`after close: ${String(late)}`));
    if (this.closing) return;
    client.end(true);
    const pause = this.backoff.next();
    if (this.status.reason !== reason)
      this.logger.warn(`${reason}; next try in ${(pause / 1000).toFixed(1)} s`);
    this.setStatus({ state: 'down', reason, protocol: this.status.protocol, refused: [] });
    this.retry = setTimeout(() => this.dial(), pause);
  }

  private setStatus(status: Omit<LinkStatus, 'since'>): void {
    const since = status.state === this.status.state ? this.status.since : this.clock.now();
    this.status = { ...status, since };
    this.sink?.status(this.status);
  }
}

function statusPayload(state: 'online' | 'offline'): string {
  return JSON.stringify({ state });
}
