import { DOCUMENT, Injectable, inject, type OnDestroy } from '@angular/core';
import type { Device } from '@sensorium/contracts';
import { Api } from '../../data/api';
import { poll } from '../../ui/schedule/poll';
import { pathOf } from './device-actions';
import { DeviceFeed } from './device-feed';

/** How long after midnight, a lost line or a change of zone the page may know nothing of the day, ms. */
const EVERY_MS = 30_000;

/** What the numbers of one device did today, asked of the server from time to time; the feed goes on with it. */
@Injectable()
export class DeviceDay implements OnDestroy {
  readonly #api = inject(Api);
  readonly #feed = inject(DeviceFeed);
  readonly #document = inject(DOCUMENT);
  #stop: () => void = () => undefined;

  /** Asks now and then again and again; without an answer what is known stays. */
  follow(uid: string): void {
    this.#stop();
    this.#stop = poll(this.#document, () => this.#read(uid), EVERY_MS);
  }

  ngOnDestroy(): void {
    this.#stop();
  }

  async #read(uid: string): Promise<void> {
    const device = await this.#api.getJson<Device>(pathOf(uid)).catch(() => null);
    if (device) this.#feed.takeDay(device.metrics);
  }
}
