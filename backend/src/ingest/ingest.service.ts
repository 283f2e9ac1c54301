import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type {
  DevicePatch,
  IngestReceipt,
  LastMessage,
  LogEntry,
  Site,
  SitePatch,
} from '@sensorium/contracts';
import { BROKER_LINK, type BrokerLink, type LinkStatus } from '../ports/broker-link.js';
import { Clock } from '../ports/clock.js';
import type { IngestCalls } from '../ports/ingest.js';
import type { LiveStep } from '../ports/live-bus.js';
import { REGISTRY_STORE, type LogRequest, type RegistryStore } from '../ports/registry-store.js';
import { Batch } from './batch.js';
import { DeviceOrders } from './device-orders.js';
import { EventLog } from './event-log.js';
import { IngestStatistics } from './ingest-statistics.js';
import { LinkLog } from './link-log.js';
import { Pipeline } from './pipeline.js';
import { presenceChange, presenceEvent } from './presence-change.js';
import { activity, nextStretch, STRETCH_MS, toRecord } from './records.js';
import { ReadingsStage } from './readings-stage.js';
import { Registry } from './registry.js';
import { RejectionLog } from './rejection-log.js';
import { Saver } from './saver.js';
import { SiteList } from './site-list.js';
import { HTTP_SOURCE, SourceClocks } from './source-clocks.js';
import type { TrackedDevice } from './tracked.js';

/** Readings wait at most so long for their step. */
const STEP_MS = 10;

/** How often presence is judged, and how often counts go out and changes are saved. */
const PRESENCE_MS = 500;
const SLOW_MS = 1_000;

/** How often it is saved when devices were heard last. */
const HEARD_MS = 30_000;

/** Owns the devices: takes messages through the pipeline and says every few ms what became of them. */
@Injectable()
export class IngestService implements IngestCalls, OnModuleDestroy {
  private readonly clock = new Clock();
  private readonly clocks = new SourceClocks();
  private readonly registry = new Registry();
  private readonly sites = new SiteList();
  private readonly log = new EventLog();
  private readonly linkLog = new LinkLog(this.log);
  private readonly batch = new Batch();
  private readonly rejections = new RejectionLog();
  private readonly stage = new ReadingsStage(this.registry, this.batch, this.clocks, this.log);
  private readonly pipeline = new Pipeline(this.registry, this.stage, this.rejections, this.sites, this.log);
  private readonly statistics = new IngestStatistics(this.pipeline, this.rejections, this.registry);
  private readonly saver: Saver;
  private readonly orders: DeviceOrders;
  private readonly timers: NodeJS.Timeout[] = [];
  private listener: (step: LiveStep) => void = () => undefined;
  private stepTimer: NodeJS.Timeout | undefined;
  private link: LinkStatus | null = null;

  constructor(
    @Inject(BROKER_LINK) private readonly broker: BrokerLink,
    @Inject(REGISTRY_STORE) private readonly store: RegistryStore,
  ) {
    this.saver = new Saver(store, this.registry, this.sites, this.log);
    this.orders = new DeviceOrders(this.registry, this.sites, this.log, broker);
  }

  /** `listener` gets every step from now on; call it before {@link start}. */
  onStep(listener: (step: LiveStep) => void): void {
    this.listener = listener;
  }

  /** Loads the registry and opens the link; rejects if the store cannot be opened. */
  async start(): Promise<void> {
    const stored = await this.store.load();
    this.registry.restore(stored, this.clock.now());
    this.sites.restore(stored.sites);
    this.log.startAfter(stored.lastLogId);
    this.log.note({ code: 'started' }, null, this.clock.now());
    this.clocks.start(HTTP_SOURCE, this.clock.now());
    this.step({ presence: true, stats: true });
    this.timers.push(
      setInterval(() => {
        this.step({ presence: true });
      }, PRESENCE_MS),
      setInterval(() => {
        this.step({ stats: true });
      }, SLOW_MS),
      setInterval(() => void this.saver.save(false), SLOW_MS),
      setInterval(() => void this.saver.save(true), HEARD_MS),
      setInterval(() => {
        this.nextStretch();
      }, STRETCH_MS),
    );
    await this.openLink();
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.stepTimer);
    this.statistics.stop();
    await this.broker.close();
    this.step({ presence: true, stats: true });
    await this.saver.save(true);
  }

  /** Takes one native payload of a device named by the caller. */
  submit(device: string, payload: Uint8Array): IngestReceipt {
    const receipt = this.pipeline.takeFor(HTTP_SOURCE, device, payload, this.clock.now());
    this.step({});
    return receipt;
  }

  patch(uid: string, patch: DevicePatch): void {
    this.orders.patch(uid, patch, this.clock.now());
    this.step({});
  }

  async remove(uid: string, clear: boolean): Promise<void> {
    await this.orders.remove(uid, clear, this.clock.now());
    this.step({});
  }

  replace(uid: string, by: string): void {
    this.orders.replace(uid, by, this.clock.now());
    this.step({ presence: true });
  }

  patchSite(id: string, patch: SitePatch): Site {
    const site = this.orders.patchSite(id, patch);
    this.step({});
    return site;
  }

  lastMessage(uid: string): LastMessage {
    return this.orders.lastMessage(uid);
  }

  /** Entries of the event log, those of this moment included. */
  async readLog(request: LogRequest): Promise<LogEntry[]> {
    await this.saver.save(false);
    return this.store.log(request);
  }

  private openLink(): Promise<void> {
    return this.broker.open({
      message: (message) => {
        this.pipeline.take(this.broker.source, message, this.clock.now());
        this.stepSoon();
      },
      status: (status) => {
        this.linkChanged(status);
      },
    });
  }

  private linkChanged(status: LinkStatus): void {
    const now = this.clock.now();
    this.linkLog.changed(this.link, status, now);
    this.link = status;
    if (status.state === 'up') this.clocks.start(this.broker.source, now);
    else this.clocks.stop(this.broker.source, now);
    this.step({ presence: true, link: true });
  }

  private stepSoon(): void {
    this.stepTimer ??= setTimeout(() => {
      this.step({});
    }, STEP_MS);
  }

  private step(parts: { presence?: boolean; stats?: boolean; link?: boolean }): void {
    clearTimeout(this.stepTimer);
    this.stepTimer = undefined;
    const time = this.clock.now();
    const { changes, active } = this.registry;
    const awakened = changes.takeAwakened();
    this.broker.acknowledge();
    this.listener({
      time,
      removed: changes.takeGone(),
      devices: changes.takeAnnounced().map(toRecord),
      sites: this.sites.takeAnnounced(),
      readings: this.batch.take(),
      presence: this.judge(parts.presence === true ? this.registry.devices() : awakened, time),
      activity: parts.stats === true ? [...active].flatMap((device) => activity(device) ?? []) : [],
      link: parts.link === true ? this.link : null,
      stats: parts.stats === true ? this.statistics.read(this.saver.fault) : null,
    });
  }

  private judge(devices: Iterable<TrackedDevice>, now: number): LiveStep['presence'] {
    const updates: LiveStep['presence'] = [];
    for (const device of devices) {
      const { source } = device;
      const change = presenceChange(
        device,
        this.clocks.isRunning(source),
        this.clocks.read(source, now),
        now,
      );
      if (!change) continue;
      updates.push(change.update);
      const event = change.from === 'never' && device.told === 'live' ? undefined : presenceEvent(change);
      if (event) this.log.note(event, device, now);
    }
    return updates;
  }

  private nextStretch(): void {
    const { active } = this.registry;
    for (const device of active) if (!nextStretch(device)) active.delete(device);
  }
}
