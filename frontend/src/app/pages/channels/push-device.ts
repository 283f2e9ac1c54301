import { DOCUMENT, Injectable, computed, inject, signal } from '@angular/core';
import type { PushSubscriptionBody, PushSubscriptionList } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { NotifyApi } from '../../data/notify-api';
import { Viewer } from '../../ui/viewer/viewer';
import { browserName, keyBytes, pushState, type PushSupport } from './push-state';

const NONE: PushSubscriptionList = { publicKey: '', subscriptions: [] };

/** Push messages to this browser: whether they can come, and how they are turned on and off. */
@Injectable({ providedIn: 'root' })
export class PushDevice {
  readonly #api = inject(NotifyApi);
  readonly #document = inject(DOCUMENT);
  readonly #viewer = inject(Viewer);
  readonly #support = signal<PushSupport>(this.#look(false));
  readonly #list = signal<PushSubscriptionList>(NONE);
  readonly #fault = signal('');
  readonly #busy = signal(false);

  readonly state = computed(() => pushState(this.#support()));
  /** Every browser that gets push messages. */
  readonly subscriptions = computed(() => this.#list().subscriptions);
  readonly fault = this.#fault.asReadonly();
  readonly busy = this.#busy.asReadonly();

  /** Looks anew at this browser and at who has subscribed. */
  async read(): Promise<void> {
    await this.#try(async () => {
      this.#list.set(await this.#api.subscriptions());
      this.#support.set(this.#look((await this.#subscription()) !== null));
    });
  }

  /** Asks for the permission and subscribes; true if push messages come from now on. */
  async turnOn(): Promise<boolean> {
    return this.#try(async () => {
      const permission = await Notification.requestPermission();
      if (permission === 'granted') await this.#subscribe();
      await this.read();
    });
  }

  async turnOff(): Promise<void> {
    await this.#try(async () => {
      const subscription = await this.#subscription();
      if (subscription) {
        // Renewing it is how a browser learns its own id.
        const { id } = await this.#api.subscribe(this.#bodyOf(subscription));
        await this.#api.unsubscribe(id);
        await subscription.unsubscribe();
      }
      await this.read();
    });
  }

  /** Takes another browser off the list. */
  async remove(id: string): Promise<void> {
    await this.#try(async () => {
      await this.#api.unsubscribe(id);
      await this.read();
    });
  }

  async #subscribe(): Promise<void> {
    const scope = new URL('.', this.#document.baseURI);
    const script = new URL('push-worker.js', scope);
    const { by } = this.#viewer.by;
    if (by !== undefined) script.searchParams.set('by', by);
    await navigator.serviceWorker.register(script, { scope: scope.pathname });
    const { pushManager } = await navigator.serviceWorker.ready;
    const { publicKey } = this.#list().publicKey === '' ? await this.#api.subscriptions() : this.#list();
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: keyBytes(publicKey),
    });
    await this.#api.subscribe(this.#bodyOf(subscription));
  }

  #bodyOf(subscription: PushSubscription): PushSubscriptionBody {
    const { endpoint, keys } = subscription.toJSON();
    const { p256dh = '', auth = '' } = keys ?? {};
    return { endpoint: endpoint ?? '', keys: { p256dh, auth }, name: this.#name() };
  }

  #name(): string {
    return [this.#viewer.name(), browserName(navigator.userAgent)].filter(Boolean).join(', ').slice(0, 128);
  }

  async #subscription(): Promise<PushSubscription | null> {
    if (!('serviceWorker' in navigator)) return null;
    const registration = await navigator.serviceWorker.getRegistration(this.#document.baseURI);
    return (await registration?.pushManager.getSubscription()) ?? null;
  }

  #look(subscribed: boolean): PushSupport {
    const isTouchMac = navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1;
    return {
      secure: isSecureContext,
      supported: 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis,
      ios: /iPhone|iPad/u.test(navigator.userAgent) || isTouchMac,
      installed: matchMedia('(display-mode: standalone)').matches,
      permission: 'Notification' in globalThis ? Notification.permission : 'denied',
      subscribed,
    };
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    this.#busy.set(true);
    try {
      await act();
      this.#fault.set('');
      return true;
    } catch (error) {
      // The browser's push service may refuse for reasons of its own, and says so in an error of its own.
      if (!(error instanceof ApiFault) && !(error instanceof DOMException)) throw error;
      this.#fault.set(error.message);
      return false;
    } finally {
      this.#busy.set(false);
    }
  }
}
