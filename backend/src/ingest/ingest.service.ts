import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { IngestReceipt } from '@sensorium/contracts';
import { newConnectedClock, readClock, startClock, stopClock } from '@sensorium/domain/presence';
import { BROKER_LINK, type BrokerLink, type LinkStatus } from '../ports/broker-link.js';
import { Clock } from '../ports/clock.js';
import type { IngestStats, LiveStep } from '../ports/live-bus.js';
import { REGISTRY_STORE, type RegistryStore } from '../ports/registry-store.js';
import { Batch } from './batch.js';
import { Pipeline } from './pipeline.js';
import { activity, nextStretch, presenceChange, STRETCH_MS, toRecord, toStored } from './records.js';
import { Registry } from './registry.js';
import { RejectionLog } from './rejection-log.js';
import type { TrackedDevice } from './tracked.js';

/** Readings wait at most so long for their step. */
const STEP_MS = 16;

/** How often presence is judged, and how often counts go out and changes are saved. */
const PRESENCE_MS = 500;
const SLOW_MS = 1_000;

/** How often it is saved when devices were heard last. */
const HEARD_MS = 30_000;

/** Source of what comes by the HTTP route. */
const HTTP_SOURCE = 'http';

/** Owns the devices: takes messages through the pipeline and says every few ms what became of them. */
@Injectable()
export class IngestService implements OnModuleDestroy {
  private readonly logger = new Logger('ingest');
  private readonly clock = new Clock();
  private readonly connected = newConnectedClock();
  private readonly registry = new Registry();
  private readonly batch = new Batch();
  private readonly rejections = new RejectionLog();
  private readonly pipeline = new Pipeline(this.registry, this.batch, this.rejections, this.connected);
  private readonly timers: NodeJS.Timeout[] = [];
  private listener: (step: LiveStep) => void = () => undefined;
  private stepTimer: NodeJS.Timeout | undefined;
  private link: LinkStatus | null = null;
  private saving: Promise<void> | undefined;
  private saveFault: string | null = null;

  constructor(
    @Inject(BROKER_LINK) private readonly broker: BrokerLink,
    @Inject(REGISTRY_STORE) private readonly store: RegistryStore,
  ) {}

  /** `listener` gets every step from now on; call it before {@link start}. */
  onStep(listener: (step: LiveStep) => void): void {
    this.listener = listener;
  }

  /** Loads the registry and opens the link; rejects if the store cannot be opened. */
  async start(): Promise<void> {
    this.registry.restore(await this.store.load(), this.clock.now());
    this.step({ presence: true, stats: true });
    this.timers.push(
      setInterval(() => this.step({ presence: true }), PRESENCE_MS),
      setInterval(() => this.step({ stats: true }), SLOW_MS),
      setInterval(() => void this.save(false), SLOW_MS),
      setInterval(() => void this.save(true), HEARD_MS),
      setInterval(() => this.nextStretch(), STRETCH_MS),
    );
    await this.broker.open({
      message: (message) => {
        this.pipeline.take(this.broker.source, message, this.clock.now());
        this.stepSoon();
      },
      status: (status) => this.linkChanged(status),
    });
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.stepTimer);
    await this.broker.close();
    this.step({ presence: true, stats: true });
    await this.save(true);
  }

  /** Takes one native payload of a device named by the caller. */
  submit(device: string, payload: Uint8Array): IngestReceipt {
    const receipt = this.pipeline.takeFor(HTTP_SOURCE, device, payload, this.clock.now());
    this.stepSoon();
    return receipt;
  }

  private linkChanged(status: LinkStatus): void {
    const now = this.clock.now();
    this.link = status;
    if (status.state === 'up') startClock(this.connected, now);
    else stopClock(this.connected, now);
    this.step({ presence: true, link: true });
  }

  private stepSoon(): void {
    this.stepTimer ??= setTimeout(() => this.step({}), STEP_MS);
  }

  private step(parts: { presence?: boolean; stats?: boolean; link?: boolean }): void {
    clearTimeout(this.stepTimer);
    this.stepTimer = undefined;
    const time = this.clock.now();
    const awakened = this.registry.takeAwakened();
    this.listener({
      time,
      devices: this.registry.takeAnnounced().map(toRecord),
      removed: [],
      readings: this.batch.take(),
      presence: this.judge(parts.presence === true ? this.registry.devices() : awakened, time),
      activity: parts.stats === true ? this.activity() : [],
      link: parts.link === true ? this.link : null,
      stats: parts.stats === true ? this.stats() : null,
    });
  }

  private judge(devices: Iterable<TrackedDevice>, now: number): LiveStep['presence'] {
    const at = readClock(this.connected, now);
    const brokerUp = this.link?.state === 'up';
    const changes: LiveStep['presence'] = [];
    for (const device of devices) {
      const change = presenceChange(device, brokerUp || device.source === HTTP_SOURCE, at, now);
      if (change) changes.push(change);
    }
    return changes;
  }

  private activity(): LiveStep['activity'] {
    return [...this.registry.active].flatMap((device) => activity(device) ?? []);
  }

  private nextStretch(): void {
    const { active } = this.registry;
    for (const device of active) if (!nextStretch(device)) active.delete(device);
  }

  private stats(): IngestStats {
    const { messages, readings, ignored } = this.pipeline;
    return {
      messages,
      readings,
      ignored,
      rejections: this.rejections.list(),
      registrySaved: this.saveFault === null,
      registryFault: this.saveFault,
    };
  }

  /** Saves what changed, with `all` also what was heard; on a fault it waits for the next try. One at a time. */
  private async save(all: boolean): Promise<void> {
    await this.saving;
    const devices = this.registry.takeUnsaved(all);
    if (devices.length === 0) return;
    this.saving = this.store.save(toStored(devices)).then(
      () => this.saved(null),
      (error: unknown) => {
        for (const device of devices) this.registry.unsavedYet(device);
        this.saved(error instanceof Error ? error.message : String(error));
      },
    );
    await this.saving;
  }

  private saved(fault: string | null): void {
    if (fault !== null && this.saveFault === null)
      this.logger.error(`the registry cannot be saved: ${fault}`);
    if (fault === null && this.saveFault !== null) this.logger.log('the registry is saved again');
    this.saveFault = fault;
    this.saving = undefined;
  }
}
