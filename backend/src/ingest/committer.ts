import { Logger } from '@nestjs/common';
import type { HistoryEvent, HistoryFault } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import type { BrokerLink } from '../ports/broker-link.js';
import type { Clock } from '../ports/clock.js';
import { StoreError, type ReadingStore, type StoreBatch } from '../ports/reading-store.js';
import { CommitTimes } from './commit-times.js';
import { PendingBatch } from './pending-batch.js';
import { RecentDeliveries } from './recent-deliveries.js';

/** A commit costs about the same whatever it holds, so it waits so long for company. */
const COMMIT_MS = 200;

/** With so many readings it waits no longer. */
const READINGS_PER_COMMIT = 20_000;

/** Readings that may wait for a store that does not answer; their messages stay with the broker beyond it. */
const WAITING_MAX = 500_000;

/** Pauses between tries to go on, ms. */
const RETRY_MS = [1_000, 2_000, 5_000];

/** What the committer needs of the rest of the ingest. */
export interface CommitParts {
  store: ReadingStore;
  broker: Pick<BrokerLink, 'takeHeld' | 'setLiveOnly'>;
  clock: Clock;
  /** Saves devices and series that readings name; resolves to why that failed, or null. */
  saveNames: () => Promise<string | null>;
  /** Resolves once what the readings did to alerts is on disk; rejects with the reason if that cannot be. */
  settleAlerts: () => Promise<void>;
  /** Hears of each change of the state. */
  changed: (event: HistoryEvent) => void;
}

/**
 * Makes readings durable, many at once, and acknowledges their messages only then. While the store cannot write,
 * history is paused: nothing is acknowledged, the broker keeps the messages, and the link receives for the live
 * view alone; it goes on by itself.
 */
export class Committer {
  readonly deliveries = new RecentDeliveries();
  readonly times = new CommitTimes();
  private readonly logger = new Logger('history');
  private readonly pending = new PendingBatch();
  private waiting: PromiseWithResolvers<undefined>[] = [];
  private event: HistoryEvent;
  private timer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private tries = 0;
  /** Something came since the last commit began. */
  private stale = false;
  private running: Promise<void> | undefined;
  private closed = false;
  /** The last commit has begun: what comes now stays with the broker. */
  private ended = false;

  constructor(private readonly parts: CommitParts) {
    const since = parts.clock.now() / 1_000;
    this.event = { state: 'paused', since, fault: 'failed', reason: 'the store is not open yet' };
  }

  get state(): HistoryEvent {
    return this.event;
  }

  /** Opens the store. Without one that can be opened history begins paused. */
  async start(): Promise<void> {
    await this.resume();
  }

  /** A reading to keep; `t` in µs, `quality` as in the flags of live columns. */
  add(series: number, t: number, value: number | string, quality: number): void {
    if (this.takes) this.pending.add(series, t, value, quality);
  }

  /** A message was taken with all its readings: they will be committed soon, and it acknowledged. */
  took(delivery: { id: number; hash: number } | null): void {
    if (!this.takes) return;
    this.stale = true;
    if (delivery) {
      this.pending.delivered(delivery.id, delivery.hash);
      this.deliveries.note(delivery.id, delivery.hash, this.parts.clock.now());
    }
    if (this.pending.count >= WAITING_MAX)
      this.pause(new StoreError('failed', 'the store takes readings too slowly'));
    else if (this.pending.count >= READINGS_PER_COMMIT) this.commitNow();
    else this.commitSoon();
  }

  /** The next commit waits for nothing. */
  commitNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.commit();
  }

  /** Resolves when all that was added is durable; rejects with an ApiError if it cannot be made so. */
  durable(): Promise<void> {
    if (!this.takes) return Promise.reject(this.unavailable());
    const done = Promise.withResolvers<undefined>();
    this.stale = true;
    this.waiting.push(done);
    this.commitNow();
    return done.promise;
  }

  /** Fails with an ApiError while history is paused. */
  mustBeOn(): void {
    if (this.event.state !== 'on') throw this.unavailable();
  }

  /** Commits what waits, once, whatever goes on coming, and closes the store. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.retryTimer);
    await this.running;
    if (this.stale && this.event.state === 'on') await this.commit();
    this.ended = true;
    clearTimeout(this.timer);
    await this.parts.store.close();
  }

  private get takes(): boolean {
    return this.event.state === 'on' && !this.ended;
  }

  private commitSoon(): void {
    this.timer ??= setTimeout(() => void this.commit(), COMMIT_MS);
  }

  /** One commit at a time; what came during it makes the next. */
  private commit(): Promise<void> {
    this.timer = undefined;
    this.running ??= this.write().finally(() => {
      this.running = undefined;
      if (!this.stale || this.closed || this.event.state !== 'on') return;
      if (this.waiting.length > 0 || this.pending.count >= READINGS_PER_COMMIT) void this.commit();
      else this.commitSoon();
    });
    return this.running;
  }

  private async write(): Promise<void> {
    this.stale = false;
    const batch = this.pending.take();
    const acknowledge = this.parts.broker.takeHeld();
    const waiting = this.waiting;
    this.waiting = [];
    this.ended = this.closed;
    const began = performance.now();
    try {
      await this.writeBatch(batch);
      acknowledge();
      this.times.note(performance.now() - began);
      for (const one of waiting) one.resolve(undefined);
    } catch (error) {
      this.deliveries.forget(batch.deliveries);
      this.pause(error);
      for (const one of waiting) one.reject(this.unavailable());
    }
  }

  /** Names first: a reading without the name of its series would be lost after a restart. */
  private async writeBatch(batch: StoreBatch): Promise<void> {
    const fault = await this.parts.saveNames();
    if (fault !== null) throw new StoreError(faultOf(fault), `the registry cannot be saved: ${fault}`);
    await this.settleAlerts();
    if (batch.readings.count === 0) return;
    const { store } = this.parts;
    try {
      await store.append(batch);
    } catch (error) {
      if (!(error instanceof StoreError) || error.fault !== 'failed') throw error;
      this.logger.warn(`${error.message}; opening the store anew`);
      await store.open();
      await store.append(batch);
    }
  }

  /** Before the acknowledgement: what was acknowledged was evaluated, and what that changed is kept. */
  private async settleAlerts(): Promise<void> {
    try {
      await this.parts.settleAlerts();
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      throw new StoreError(faultOf(fault), `alerts cannot be saved: ${fault}`);
    }
  }

  private pause(error: unknown): void {
    if (this.event.state === 'on') this.drop();
    const fault = error instanceof StoreError ? error.fault : 'failed';
    const reason = error instanceof Error ? error.message : String(error);
    if (this.event.state === 'on' || this.event.reason !== reason) {
      this.logger.error(`history is paused, live view only: ${reason}`);
      this.tell('paused', fault, reason);
    }
    this.parts.broker.setLiveOnly(true);
    this.retryLater();
  }

  /** Forgets what is not durable; the broker sends it again. */
  private drop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stale = false;
    this.deliveries.forget(this.pending.take().deliveries);
    for (const one of this.waiting) one.reject(this.unavailable());
    this.waiting = [];
  }

  private retryLater(): void {
    if (this.closed) return;
    clearTimeout(this.retryTimer);
    const pause = RETRY_MS[Math.min(this.tries++, RETRY_MS.length - 1)];
    this.retryTimer = setTimeout(() => void this.resume(), pause);
  }

  private async resume(): Promise<void> {
    try {
      const { deliveries } = await this.parts.store.open();
      const fault = await this.parts.saveNames();
      if (fault !== null) throw new StoreError(faultOf(fault), `the registry cannot be saved: ${fault}`);
      await this.settleAlerts();
      this.deliveries.restore(deliveries, this.parts.clock.now());
      if (this.tries > 0) this.logger.log('history goes on');
      this.tries = 0;
      this.tell('on', null, null);
      this.parts.broker.setLiveOnly(false);
    } catch (error) {
      this.pause(error);
    }
  }

  private tell(state: HistoryEvent['state'], fault: HistoryFault | null, reason: string | null): void {
    const since = state === this.event.state ? this.event.since : this.parts.clock.now() / 1_000;
    this.event = { state, since, fault, reason };
    this.parts.changed(this.event);
  }

  private unavailable(): ApiError {
    return new ApiError('unavailable', `history is paused: ${this.event.reason ?? 'it goes on'}`);
  }
}

/** What a fault of the registry's database is called, by its words. */
function faultOf(message: string): HistoryFault {
  if (/full/i.test(message)) return 'disk-full';
  if (/read-?only/i.test(message)) return 'read-only';
  return 'failed';
}
