import { Inject, Injectable, Logger } from '@nestjs/common';
import { instanceProbeTopic, instanceStatusTopic } from '@sensorium/contracts';
import {
  connect,
  type IConnackPacket,
  type IPublishPacket,
  type ISubscriptionMap,
  type MqttClient,
} from 'mqtt';
import { setTimeout as pause } from 'node:timers/promises';
import { SETTINGS } from '../../config/config.module.js';
import type { MqttSettings, Settings } from '../../config/settings.js';
import type { Acknowledge, BrokerLink, LinkSink, LinkStatus } from '../../ports/broker-link.js';
import { Clock } from '../../ports/clock.js';
import { REGISTRY_STORE, type RegistryStore } from '../../ports/registry-store.js';
import { Backoff } from './backoff.js';
import { connectOptions, statusPayload, type Version } from './connect-options.js';
import { DROPPED_TOPIC, DroppedMessages } from './dropped-messages.js';
import { HeldAcks } from './held-acks.js';
import { describeLinkError, isVersionRefused, refusedTopics } from './reasons.js';
import { Takeover } from './takeover.js';
import { Watchdog } from './watchdog.js';

/** Pause before the next try when somebody else uses our client id, so that we do not throw each other out. */
const TAKEN_OVER_MS = 15_000;

/**
 * Messages held of a 3.1.1 broker at which the commit waits no longer: it has only a few under way, 20 in
 * Mosquitto, and sends no more before they are answered. The embedded one has no such bound.
 */
const PRESSING = 8;

/** How long a stop waits for the broker to take our last word. */
const GOODBYE_MS = 1_000;

/**
 * The link to one broker over MQTT 5 where the broker speaks it, else 3.1.1. Keeps its session, subscribes
 * on each connect, says birth and last will on its own status topic, and comes back with growing pauses.
 */
@Injectable()
export class MqttLink implements BrokerLink {
  readonly source = 'main';
  private readonly logger = new Logger('broker link');
  private readonly clock = new Clock();
  private readonly backoff = new Backoff();
  private readonly takeover = new Takeover();
  private readonly dropped = new DroppedMessages();
  private readonly watchdog: Watchdog;
  private readonly settings: MqttSettings;
  private client: MqttClient | undefined;
  private acks: HeldAcks | undefined;
  private liveOnly = false;
  /** The kept session has our subscriptions at the broker, which queues for it while we receive without it. */
  private canRest = false;
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
    this.version = this.settings.url === undefined ? 4 : 5;
    this.status = {
      state: 'down',
      since: this.clock.now(),
      reason: 'not connected yet',
      protocol: null,
      refused: [],
      takenOver: false,
      probeMs: null,
      silent: false,
      dropped: null,
    };
    this.watchdog = new Watchdog(
      (payload) => {
        this.client?.publish(instanceProbeTopic(this.clientId), payload, { qos: 0 });
      },
      (probe) => {
        this.probed(probe);
      },
    );
  }

  async open(sink: LinkSink): Promise<void> {
    this.sink = sink;
    this.clientId = this.settings.clientId ?? `sensorium-${await this.store.instance()}`;
    sink.status(this.status);
    this.dial();
  }

  async publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void> {
    if (!this.client?.connected) throw new Error('the link to the broker is down');
    await this.client.publishAsync(topic, Buffer.from(payload), { qos: 1, retain: options.retain });
  }

  get held(): number {
    return this.acks?.count ?? 0;
  }

  takeHeld(): Acknowledge {
    return this.acks?.take() ?? (() => undefined);
  }

  /** The change of the session is no outage, so the status stays as it is unless the next connect fails. */
  setLiveOnly(on: boolean): void {
    if (on === this.liveOnly) return;
    this.liveOnly = on;
    if (this.canRest) this.changeSession();
  }

  private changeSession(): void {
    const client = this.client;
    if (!client || this.closing || this.retry !== undefined) return;
    this.abandon(client);
    client.end();
    this.dial();
  }

  /** Resolves when what the broker had for us is here: a message to ourselves came back behind it, or never does. */
  async drain(): Promise<void> {
    const { client, clientId, settings } = this;
    if (!client?.connected || settings.publish === 'off') return;
    const drained = Promise.withResolvers<undefined>();
    const marker = `drain-${this.clock.now()}`;
    client.on('message', (topic, payload) => {
      if (topic === instanceProbeTopic(clientId) && payload.toString() === marker) drained.resolve(undefined);
    });
    client.publish(instanceProbeTopic(clientId), marker, { qos: 0 });
    await Promise.race([drained.promise, pause(GOODBYE_MS)]);
  }

  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.retry);
    this.watchdog.stop();
    const client = this.client;
    if (!client) return;
    const said = client.connected && (await this.sayGoodbye());
    await client.endAsync(!said);
  }

  /** Says that we go; false if the broker takes no notice, as one that stops at the same moment. */
  private sayGoodbye(): Promise<boolean> {
    const announced = this.announce('offline').then(
      () => true,
      () => false,
    );
    return Promise.race([announced, pause(GOODBYE_MS, false)]);
  }

  /** Makes one attempt; every way in which it ends leads back here until the link is closed. */
  private dial(): void {
    this.retry = undefined;
    const { clientId, version } = this;
    const liveOnly = this.liveOnly && this.canRest;
    const client = connect(this.url(), connectOptions(this.settings, { clientId, version, liveOnly }));
    this.client = client;
    this.acks = HeldAcks.of(client);
    let reason = 'the broker closed the connection';
    client.on('connect', (connack) => void this.connected(client, connack));
    client.on('message', (topic, payload, packet) => {
      this.received(topic, payload, packet);
    });
    client.on('error', (error) => {
      reason = describeLinkError(error, this.url());
      this.fallBack(error);
    });
    client.on('disconnect', ({ reasonCode = 0 }) => {
      reason = `the broker disconnected us (reason code ${reasonCode})`;
      this.takeover.disconnected(reasonCode);
    });
    client.once('close', () => {
      this.closed(client, reason);
    });
  }

  private url(): string {
    return this.settings.url ?? `mqtt://${this.settings.host}:${this.settings.port}`;
  }

  private async connected(client: MqttClient, connack: IConnackPacket): Promise<void> {
    try {
      this.takeover.connected(performance.now());
      const refused = await this.subscribe(client);
      if (this.liveOnly && !this.canRest) {
        this.canRest = true;
        this.changeSession();
        return;
      }
      this.canRest = true;
      this.update({ state: 'up', reason: null, protocol: this.version, refused, silent: false });
      const [name, session] = [this.version === 5 ? '5' : '3.1.1', this.sessionName(connack)];
      this.logger.log(`connected to ${this.url()} by MQTT ${name}, session ${session}`);
      await this.announce('online');
      if (this.settings.publish !== 'off') this.watchdog.start();
    } catch (error) {
      this.logger.warn(describeLinkError(error, this.url()));
      client.end(true);
    }
  }

  private sessionName({ sessionPresent }: IConnackPacket): string {
    if (this.liveOnly) return 'for the live view only';
    return sessionPresent ? 'resumed' : 'new';
  }

  /** Subscribes to all topics and to what we watch ourselves; resolves to the topics that were refused. */
  private subscribe(client: MqttClient): Promise<string[]> {
    const { topics } = this.settings;
    const wanted: ISubscriptionMap = {};
    const qos = this.liveOnly && this.canRest ? 0 : 1;
    for (const topic of topics) wanted[topic] = { qos, ...(this.version === 5 ? { nl: true, rh: 0 } : {}) };
    for (const topic of [instanceProbeTopic(this.clientId), DROPPED_TOPIC]) wanted[topic] ??= { qos: 0 };
    return new Promise((resolve, reject) => {
      client.subscribe(wanted, (error, _grants, suback) => {
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
    if (topic === DROPPED_TOPIC) {
      this.dropped.received(payload.toString());
      this.update({ dropped: this.dropped.total });
    } else if (topic === instanceProbeTopic(this.clientId)) {
      this.backoff.reset();
      this.watchdog.received(payload.toString());
    } else {
      const { messageId: id, dup: duplicate, retain: retained } = packet;
      const delivery = packet.qos === 1 && id !== undefined ? { id, duplicate } : null;
      this.sink?.message({ topic, payload, retained }, delivery);
      if (this.version === 4 && this.settings.url !== undefined && this.held >= PRESSING)
        this.sink?.pressing();
    }
  }

  /** A probe came back, or no longer does: then the connection is worth nothing and is made anew. */
  private probed(probe: Pick<LinkStatus, 'probeMs' | 'silent'>): void {
    this.update({ ...probe, takenOver: this.takeover.isLikely(performance.now()) });
    if (!probe.silent) return;
    this.logger.warn('the link is up but carries nothing; connecting anew');
    this.client?.end(true);
  }

  private fallBack(error: unknown): void {
    if (this.version === 5 && isVersionRefused(error)) {
      this.logger.log('the broker does not speak MQTT 5; going on with 3.1.1');
      this.version = 4;
      this.backoff.reset();
    }
  }

  /** Hears no more of a client; what it holds is not acknowledged. */
  private abandon(client: MqttClient): void {
    this.watchdog.stop();
    this.acks?.end();
    client.removeAllListeners();
    client.on('error', (late) => {
      this.logger.debug(`after close: ${String(late)}`);
    });
  }

  private closed(client: MqttClient, reason: string): void {
    this.abandon(client);
    if (this.closing) return;
    client.end(true);
    const now = performance.now();
    this.takeover.closed(now);
    const takenOver = this.takeover.isLikely(now);
    const pause = takenOver ? TAKEN_OVER_MS : this.backoff.next();
    if (this.status.reason !== reason)
      this.logger.warn(`${reason}; next try in ${(pause / 1000).toFixed(1)} s`);
    this.update({ state: 'down', reason, refused: [], probeMs: null, takenOver });
    this.retry = setTimeout(() => {
      this.dial();
    }, pause);
  }

  private update(change: Partial<Omit<LinkStatus, 'since'>>): void {
    const { state = this.status.state } = change;
    const since = state === this.status.state ? this.status.since : this.clock.now();
    this.status = { ...this.status, ...change, since };
    this.sink?.status(this.status);
  }
}
