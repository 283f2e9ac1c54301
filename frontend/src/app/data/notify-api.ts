import { Injectable, inject } from '@angular/core';
import type {
  Channel,
  ChannelBody,
  ChannelList,
  ChannelPreview,
  ChannelTest,
  DeliveryList,
  NotificationRoute,
  NotificationRoutes,
  NotificationSettings,
  PushSubscriptionBody,
  PushSubscriptionList,
  Silence,
  SilenceBody,
  SilenceList,
  SilencePreview,
} from '@sensorium/contracts';
import { Api } from './api';

const CHANNELS = 'api/notification-channels';
const ROUTES = 'api/notification-routes';
const SETTINGS = 'api/notification-settings';
const SILENCES = 'api/silences';
const PUSH = 'api/push-subscriptions';

/** Who is told of alerts, how, and when not. Every method rejects with an `ApiFault` that names the fields at fault. */
@Injectable({ providedIn: 'root' })
export class NotifyApi {
  readonly #api = inject(Api);

  async channels(): Promise<readonly Channel[]> {
    return (await this.#api.getJson<ChannelList>(`${CHANNELS}?limit=1000`)).channels;
  }

  /** Makes a channel, or with `id` changes one. */
  saveChannel(body: ChannelBody, id: string | null): Promise<Channel> {
    return id === null
      ? this.#api.postJson(CHANNELS, body)
      : this.#api.putJson(`${CHANNELS}/${encodeURIComponent(id)}`, body);
  }

  async deleteChannel(id: string): Promise<void> {
    await this.#api.deleteJson(`${CHANNELS}/${encodeURIComponent(id)}`);
  }

  /** Sends a trial notice; answers when it has come to its end. */
  testChannel(id: string): Promise<ChannelTest> {
    return this.#api.postJson(`${CHANNELS}/${encodeURIComponent(id)}/test`, {});
  }

  /** The message as a channel with these settings would send it. */
  previewChannel(body: ChannelBody, signal?: AbortSignal): Promise<ChannelPreview> {
    return this.#api.postJson(`${CHANNELS}/preview`, body, undefined, signal);
  }

  async routes(): Promise<readonly NotificationRoute[]> {
    return (await this.#api.getJson<NotificationRoutes>(ROUTES)).routes;
  }

  async saveRoutes(routes: readonly NotificationRoute[]): Promise<readonly NotificationRoute[]> {
    return (await this.#api.putJson<NotificationRoutes>(ROUTES, { routes })).routes;
  }

  settings(): Promise<NotificationSettings> {
    return this.#api.getJson(SETTINGS);
  }

  saveSettings(settings: NotificationSettings): Promise<NotificationSettings> {
    return this.#api.putJson(SETTINGS, settings);
  }

  async silences(): Promise<readonly Silence[]> {
    return (await this.#api.getJson<SilenceList>(`${SILENCES}?limit=1000`)).silences;
  }

  /** Makes a silence, or with `id` changes one. */
  saveSilence(body: SilenceBody, id: string | null): Promise<Silence> {
    return id === null
      ? this.#api.postJson(SILENCES, body)
      : this.#api.putJson(`${SILENCES}/${encodeURIComponent(id)}`, body);
  }

  async deleteSilence(id: string): Promise<void> {
    await this.#api.deleteJson(`${SILENCES}/${encodeURIComponent(id)}`);
  }

  /** What a silence would cover now, and its next times. */
  previewSilence(body: SilenceBody, signal?: AbortSignal): Promise<SilencePreview> {
    return this.#api.postJson(`${SILENCES}/preview`, body, undefined, signal);
  }

  /** What was sent and what came of it, newest first. */
  deliveries(filter: Readonly<Record<string, string>>): Promise<DeliveryList> {
    const query = new URLSearchParams(filter);
    return this.#api.getJson(`api/notifications?${query.toString()}`);
  }

  subscriptions(): Promise<PushSubscriptionList> {
    return this.#api.getJson(PUSH);
  }

  /** Takes a browser in; one that is known is only renewed. Resolves to its id. */
  subscribe(body: PushSubscriptionBody): Promise<{ id: string }> {
    return this.#api.postJson(PUSH, body);
  }

  async unsubscribe(id: string): Promise<void> {
    await this.#api.deleteJson(`${PUSH}/${encodeURIComponent(id)}`);
  }
}
