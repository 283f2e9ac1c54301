import { Injectable, computed, inject, signal } from '@angular/core';
import type { Channel } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { NotifyApi } from '../../data/notify-api';
import { Texts } from '../../ui/texts/texts';

/** Id of the channel that is built in. */
export const PAGE = 'page';

/** Channels by their names. While the server has not told them, the page itself is known. */
@Injectable({ providedIn: 'root' })
export class ChannelNames {
  readonly #api = inject(NotifyApi);
  readonly #texts = inject(Texts);
  readonly #channels = signal<readonly Channel[]>([]);

  /** Every channel to choose from, the page first. */
  readonly options = computed(() => [
    { value: PAGE, label: this.#texts.t('rules.thePage') },
    ...this.#channels()
      .filter(({ id }) => id !== PAGE)
      .map(({ id, name, type }) => ({ value: id, label: name, note: type })),
  ]);

  name(id: string): string {
    return this.options().find(({ value }) => value === id)?.label ?? id;
  }

  /** Reads them anew; if the server does not answer, those known before stay. */
  async read(): Promise<void> {
    try {
      this.#channels.set(await this.#api.channels());
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
    }
  }
}
