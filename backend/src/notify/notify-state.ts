import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  notificationSettingsSchema,
  type NotificationRoute,
  type NotificationSettings,
} from '@sensorium/contracts';
import { PAGE, readySilence, type GroupState, type ReadySilence } from '@sensorium/domain/notify';
import { ApiError } from '../ports/api-error.js';
import type { KnownChannels } from '../ports/known-channels.js';
import { NOTIFIER, type Notifier, type NotifierContext } from '../ports/notifier.js';
import {
  NOTIFY_STORE,
  type NotifyChanges,
  type NotifyStore,
  type PushSubscriber,
  type StoredChannel,
  type StoredDelivery,
  type StoredSilence,
  type VapidKeys,
} from '../ports/notify-store.js';
import { PendingChanges } from './pending-changes.js';

/** What could not be saved is tried again after so long. */
const SAVE_AGAIN_MS = 5_000;

/** What notification knows, in memory; its one way to the store. */
@Injectable()
export class NotifyState implements KnownChannels {
  readonly channels = new Map<string, StoredChannel>();
  readonly silences = new Map<string, StoredSilence>();
  readonly subscribers = new Map<string, PushSubscriber>();
  readonly groups = new Map<string, GroupState>();
  routes: NotificationRoute[] = [];
  settings: NotificationSettings = notificationSettingsSchema.parse({});
  vapid: VapidKeys | null = null;
  handled = 0;
  /** Silences made ready, anew with each change. */
  ready: readonly ReadySilence[] = [];
  private readonly logger = new Logger('notify');
  private readonly listeners = new Set<() => void>();
  private readonly pending = new PendingChanges();
  private turn: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isLoaded = false;
  private fault: string | null = null;

  constructor(
    @Inject(NOTIFY_STORE) private readonly store: NotifyStore,
    @Inject(NOTIFIER) private readonly notifier: Notifier,
  ) {}

  /** Reads everything, and makes VAPID keys at the first start; gives back the deliveries that still wait. */
  async load(): Promise<StoredDelivery[]> {
    const { waiting, ...content } = await this.store.load();
    const { vapid: known, ...rest } = content;
    this.take({ ...rest, ...(known ? { vapid: known } : {}) });
    this.isLoaded = true;
    if (known === null) {
      const vapid = this.notifier.newVapidKeys();
      this.take({ vapid });
      await this.store.save({ vapid }).catch((error: unknown) => {
        this.logger.warn(`the keys for push messages are not saved: ${String(error)}`);
      });
    }
    return waiting;
  }

  /** Throws `unavailable` until everything was read. */
  requireLoaded(): void {
    if (!this.isLoaded) throw new ApiError('unavailable', 'the settings of notification are not read yet');
  }

  unknown(ids: readonly string[]): string[] {
    return this.isLoaded ? ids.filter((id) => id !== PAGE && !this.channels.has(id)) : [];
  }

  get context(): NotifierContext {
    return { vapid: this.vapid, subscribers: [...this.subscribers.values()] };
  }

  /** A change that a person has made: it holds once it is saved. Rejects with the reason if it cannot be. */
  async change(changes: NotifyChanges): Promise<void> {
    this.requireLoaded();
    await this.inTurn(async () => {
      await this.store.save(changes);
      this.pending.add({ removedChannels: changes.removedChannels ?? [] });
      this.take(changes);
    });
    for (const listener of this.listeners) listener();
  }

  /** What was decided: it holds at once, and resolves when it is saved, or could not be; then it is tried again later. */
  async keep(changes: NotifyChanges): Promise<void> {
    this.take(changes);
    this.pending.add(changes);
    await this.inTurn(() => this.flush());
  }

  /** Calls `listener` after each change that a person has made. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  private async flush(): Promise<void> {
    if (this.pending.isEmpty) return;
    const changes = this.pending.take();
    try {
      // A person may have changed a channel since its health was noted.
      const channels = changes.channels?.flatMap(({ id }) => this.channels.get(id) ?? []) ?? [];
      await this.store.save({ ...changes, channels });
      this.told(null);
    } catch (error) {
      this.pending.putBack(changes);
      this.told(error instanceof Error ? error.message : String(error));
    }
  }

  private told(fault: string | null): void {
    if (fault !== null && this.fault === null) {
      this.logger.error(`notices are sent, but not saved: ${fault}`);
    }
    this.fault = fault;
    if (fault === null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.inTurn(() => this.flush()), SAVE_AGAIN_MS).unref();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private take(changes: NotifyChanges): void {
    for (const id of changes.removedChannels ?? []) this.channels.delete(id);
    for (const one of changes.channels ?? []) this.channels.set(one.id, one);
    for (const id of changes.removedSubscribers ?? []) this.subscribers.delete(id);
    for (const one of changes.subscribers ?? []) this.subscribers.set(one.id, one);
    for (const key of changes.removedGroups ?? []) this.groups.delete(key);
    for (const one of changes.groups ?? []) this.groups.set(one.key, one);
    this.takeSilences(changes);
    this.routes = changes.routes ?? this.routes;
    this.settings = changes.settings ?? this.settings;
    this.vapid = changes.vapid ?? this.vapid;
    this.handled = changes.handled ?? this.handled;
  }

  private takeSilences({ silences = [], removedSilences = [] }: NotifyChanges): void {
    if (silences.length === 0 && removedSilences.length === 0) return;
    for (const id of removedSilences) this.silences.delete(id);
    for (const one of silences) this.silences.set(one.id, one);
    this.ready = [...this.silences.values()].map((one) => readySilence(one.id, one));
  }
}
