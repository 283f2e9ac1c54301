import type {
  Alert,
  Channel,
  Delivery,
  DeliveryQuery,
  NotificationRoute,
  NotificationSettings,
  Silence,
} from '@sensorium/contracts';
import type { GroupState } from '@sensorium/domain/notify';

export const NOTIFY_STORE = Symbol('NotifyStore');

/** A channel with its secrets; never leaves the backend as it is. */
export interface StoredChannel extends Omit<Channel, 'secrets' | 'type'> {
  type: Exclude<Channel['type'], 'page'>;
}

export type StoredSilence = Omit<Silence, 'active' | 'next'>;

/** A browser that takes push messages (W3C Push API); `keys` as it gave them, base64url. */
export interface PushSubscriber {
  id: string;
  name: string;
  endpoint: string;
  keys: { p256dh: string; auth: string };
  createdAt: number;
}

/** VAPID keys of this installation (RFC 8292), base64url; made at first start. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

/** A delivery that is under way, with its alerts as they were decided to be told: each attempt says the same. */
export interface StoredDelivery extends Delivery {
  snapshot: Alert[];
}

/** Everything that the dispatcher begins with. */
export interface NotifyContent {
  channels: StoredChannel[];
  routes: NotificationRoute[];
  settings: NotificationSettings;
  silences: StoredSilence[];
  subscribers: PushSubscriber[];
  vapid: VapidKeys | null;
  groups: GroupState[];
  /** Deliveries that are neither delivered nor failed, oldest first. */
  waiting: StoredDelivery[];
  /** Last entry of the log of alerts that was worked through. */
  handled: number;
}

/** What to write, all or none; what is absent stays. */
export interface NotifyChanges {
  channels?: StoredChannel[];
  removedChannels?: string[];
  routes?: NotificationRoute[];
  settings?: NotificationSettings;
  silences?: StoredSilence[];
  removedSilences?: string[];
  subscribers?: PushSubscriber[];
  removedSubscribers?: string[];
  vapid?: VapidKeys;
  groups?: GroupState[];
  removedGroups?: string[];
  /** New ones, and those that have changed. */
  deliveries?: StoredDelivery[];
  handled?: number;
}

/** What notification needs over restarts. The main thread calls it through the ingest thread, which owns the database. */
export interface NotifyStore {
  load(): Promise<NotifyContent>;
  save(changes: NotifyChanges): Promise<void>;
  /** Newest first. Rejects with ApiError `bad-cursor`. */
  deliveries(query: DeliveryQuery): Promise<{ notifications: Delivery[]; next: string | null }>;
}
