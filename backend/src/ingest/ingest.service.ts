import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type {
  DevicePatch,
  HistoryEvent,
  IngestReceipt,
  Lab,
  LabRequest,
  LastMessage,
  LogEntry,
  Site,
  SitePatch,
} from '@sensorium/contracts';
import type { Message } from '@sensorium/domain/decode';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { ALERT_WATCH, type AlertWatch } from '../ports/alert-watch.js';
import { BROKER_LINK, type BrokerLink, type Delivery, type LinkStatus } from '../ports/broker-link.js';
import { Clock } from '../ports/clock.js';
import type { IngestCalls } from '../ports/ingest.js';
import type { LiveStep } from '../ports/live-bus.js';
import { READING_STORE, type ReadingStore } from '../ports/reading-store.js';
import { REGISTRY_STORE, type LogRequest, type RegistryStore } from '../ports/registry-store.js';
import { AlertHooks } from './alert-hooks.js';
import { Batch } from './batch.js';
import { Committer } from './committer.js';
import { DecodeRequests } from './decode-requests.js';
import { DeviceOrders } from './device-orders.js';
import { deliveryHash } from './delivery-hash.js';
import { EventLog } from './event-log.js';
import { HistoryDesk } from './history-desk.js';
import { HistoryFigures } from './history-figures.js';
import { Imports } from './imports.js';
import { IngestStatistics } from './ingest-statistics.js';
import { LAB_SOURCE, Labs } from './lab.js';
import { LinkLog } from './link-log.js';
import { LiveSteps, type Extras } from './live-steps.js';
import { OwnMessages } from './own-messages.js';
import { Pipeline } from './pipeline.js';
import { STRETCH_MS } from './records.js';
import { ReadingsStage } from './readings-stage.js';
import { Registry } from './registry.js';
import { RejectionLog } from './rejection-log.js';
import { RetentionKeeper } from './retention.js';
import { Saver } from './saver.js';
import { SiteList } from './site-list.js';
import { HTTP_SOURCE, SourceClocks } from './source-clocks.js';
import { warmStart } from './warm-start.js';

/** How often presence is judged, and how often counts go out and changes are saved. */
const PRESENCE_MS = 500;
const SLOW_MS = 1_000;

/** How often the store is asked for its figures. */
const FIGURES_MS = 10_000;

/** How often it is saved when devices were heard last. */
const HEARD_MS = 30_000;

/** What a step is to carry beside what changed. */
interface Wanted {
  presence?: boolean;
  stats?: boolean;
  link?: boolean;
  history?: boolean;
}

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
  private readonly pipeline: Pipeline;
  private readonly statistics: IngestStatistics;
  private readonly committer: Committer;
  private readonly figures: HistoryFigures;
  private readonly retention: RetentionKeeper;
  private readonly saver: Saver;
  private readonly orders: DeviceOrders;
  private readonly labs: Labs;
  private readonly ownMessages: OwnMessages;
  private readonly alerts: AlertHooks;
  private readonly steps: LiveSteps;
  /** Stored readings, and what changes them. */
  readonly history: HistoryDesk;
  private readonly timers: NodeJS.Timeout[] = [];
  private link: LinkStatus | null = null;
  /** The log says that history is paused. */
  private isPauseNoted = false;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(BROKER_LINK) private readonly broker: BrokerLink,
    @Inject(REGISTRY_STORE) private readonly registryStore: RegistryStore,
    @Inject(READING_STORE) private readonly store: ReadingStore,
    @Inject(ALERT_WATCH) private readonly watch: AlertWatch,
  ) {
    const { clock, clocks, registry, log, sites, batch } = this;
    const alerts = new AlertHooks(watch, registry);
    this.alerts = alerts;
    this.steps = new LiveSteps({ registry, sites, batch, clocks, clock, log, alerts });
    this.saver = new Saver(registryStore, registry, sites, log);
    this.committer = new Committer({
      store,
      broker,
      clock,
      saveNames: () => this.saver.saveNames(),
      settleAlerts: () => watch.settle(),
      changed: (event) => {
        this.historyChanged(event);
      },
    });
    const { committer } = this;
    const stage = new ReadingsStage({ registry, batch, committer, clocks, log, alerts });
    this.labs = new Labs({ registry, batch, clocks, clock }, () => this.steps.soon());
    this.pipeline = new Pipeline(registry, stage, this.rejections, sites, log);
    const requests = new DecodeRequests(broker, settings.mqtt.publish === 'all');
    this.ownMessages = new OwnMessages(broker, settings.mqtt.publish);
    this.pipeline.requested = (wanted, now) => {
      requests.send(wanted, now);
    };
    this.statistics = new IngestStatistics(this.pipeline, this.rejections, registry);
    this.figures = new HistoryFigures(store, committer);
    this.orders = new DeviceOrders({ registry, sites, log, broker, store, committer });
    const { retentionDays: days } = settings;
    const now = () => clock.now() / 1_000;
    this.retention = new RetentionKeeper({ settings: registryStore, store, registry, days, now });
    const imports = new Imports(registry, committer, log);
    const { retention } = this;
    const announce = (): void => {
      this.step({});
    };
    this.history = new HistoryDesk({
      ...{ store, registryStore, registry, committer, imports, retention, clock, announce },
    });
  }

  /** `listener` gets every step from now on; call it before {@link start}. */
  onStep(listener: (step: LiveStep) => void): void {
    this.steps.listener = listener;
  }

  /** Loads the registry, opens the history and then the link. */
  async start(): Promise<void> {
    const stored = await this.registryStore.load();
    this.figures.registrySetAside = stored.setAside;
    this.registry.restore(stored, this.clock.now());
    this.sites.restore(stored.sites);
    this.log.startAfter(stored.lastLogId);
    this.log.note({ code: 'started' }, null, this.clock.now());
    for (const source of [HTTP_SOURCE, LAB_SOURCE]) this.clocks.start(source, this.clock.now());
    await this.committer.start();
    await this.alerts.start(this.clock.now(), () => {
      this.step({});
    });
    this.watch.beforeSave(() => this.saver.saveNames());
    await this.showStored();
    await this.figures.refresh();
    this.retention.start();
    this.step({ presence: true, stats: true, history: true });
    this.timers.push(
      setInterval(() => void this.figures.refresh(), FIGURES_MS),
      setInterval(() => {
        this.step({ presence: true });
      }, PRESENCE_MS),
      setInterval(() => {
        this.step({ stats: true });
      }, SLOW_MS),
      setInterval(() => void this.saver.save(false), SLOW_MS),
      setInterval(() => void this.saver.save(true), HEARD_MS),
      setInterval(() => {
        this.steps.nextStretch();
      }, STRETCH_MS),
    );
    await this.openLink();
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.steps.stop();
    this.retention.stop();
    this.labs.stop();
    this.statistics.stop();
    await this.broker.drain();
    await this.committer.close();
    await this.broker.close();
    this.step({ presence: true, stats: true });
    await this.watch.close();
    await this.saver.save(true);
  }

  /** Takes one native payload of a device named by the caller; answers when its readings are durable. */
  async submit(device: string, payload: Uint8Array): Promise<IngestReceipt> {
    this.committer.mustBeOn();
    const receipt = this.pipeline.takeFor(HTTP_SOURCE, device, payload, this.clock.now());
    this.step({});
    if (receipt.accepted > 0) await this.committer.durable();
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

  async replace(uid: string, by: string): Promise<void> {
    await this.orders.replace(uid, by, this.clock.now());
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

  lab(request: LabRequest): Lab {
    const lab = this.labs.take(request);
    this.step({});
    return lab;
  }

  publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void> {
    return this.ownMessages.publish(topic, payload, options);
  }

  /** Entries of the event log, those of this moment included. */
  async readLog(request: LogRequest): Promise<LogEntry[]> {
    await this.saver.save(false);
    return this.registryStore.log(request);
  }

  /** Lets the live view begin with what was stored before this start. */
  private async showStored(): Promise<void> {
    const { store, registry, batch, alerts } = this;
    if (this.committer.state.state === 'on')
      await warmStart({ store, registry, batch, alerts }, this.clock.now());
  }

  private openLink(): Promise<void> {
    return this.broker.open({
      message: (message, delivery) => {
        this.take(message, delivery);
      },
      pressing: () => {
        this.committer.commitNow();
      },
      status: (status) => {
        this.linkChanged(status);
      },
    });
  }

  /** One message; one that the broker sends again because it saw no answer is taken already. */
  private take(message: Message, delivery: Delivery | null): void {
    const known = delivery && { id: delivery.id, hash: deliveryHash(message) };
    if (delivery?.duplicate === true && known && this.committer.deliveries.isKnown(known.id, known.hash)) {
      this.committer.took(null);
      return;
    }
    this.pipeline.take(this.broker.source, message, this.clock.now());
    this.committer.took(known);
    this.steps.soon();
  }

  private historyChanged(event: HistoryEvent): void {
    const now = this.clock.now();
    if (event.state === 'paused')
      this.log.note({ code: 'history-paused', reason: event.reason ?? '' }, null, now);
    else if (this.isPauseNoted) this.log.note({ code: 'history-on' }, null, now);
    this.isPauseNoted = event.state === 'paused';
    this.step({ stats: true, history: true });
  }

  private linkChanged(status: LinkStatus): void {
    const now = this.clock.now();
    if (status.state === 'down' && this.link?.state === 'up') this.committer.deliveries.connectionEnded(now);
    this.linkLog.changed(this.link, status, now);
    this.link = status;
    this.alerts.link(status, now);
    if (status.state === 'up') this.clocks.start(this.broker.source, now);
    else this.clocks.stop(this.broker.source, now);
    this.step({ presence: true, link: true });
  }

  private step(wanted: Wanted): void {
    const { presence = false } = wanted;
    const extras: Extras = { presence };
    if (wanted.link === true) extras.link = this.link;
    if (wanted.history === true) extras.history = this.committer.state;
    if (wanted.stats === true) {
      extras.stats = () => this.statistics.read(this.saver, this.figures.read(this.broker.held));
    }
    this.steps.make(extras);
  }
}
