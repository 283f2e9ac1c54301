import { Injectable, inject, signal } from '@angular/core';
import type { Backup, BackupList } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { SERVER_CLOCK } from '../../data/clocks';

/** The backups that there are, and the making of one, which goes on when the viewer looks at another page. */
@Injectable({ providedIn: 'root' })
export class Backups {
  readonly #api = inject(Api);
  readonly #clock = inject(SERVER_CLOCK);
  readonly #list = signal<readonly Backup[] | null>(null);
  readonly #running = signal<number | null>(null);
  readonly #made = signal<Backup | null>(null);
  readonly #fault = signal<ApiFault | null>(null);

  /** Newest first; null before it is read. */
  readonly list = this.#list.asReadonly();
  /** Since when one is made, ms of the server's clock, NaN if that is not known; null if none is. */
  readonly running = this.#running.asReadonly();
  /** The one that was just made. */
  readonly made = this.#made.asReadonly();
  /** Why the last request failed; null if it did not. */
  readonly fault = this.#fault.asReadonly();

  async read(): Promise<void> {
    await this.#guard(async () => {
      const { backups } = await this.#api.getJson<BackupList>('api/backups?limit=1000');
      this.#list.set(backups);
    });
  }

  /** Makes one and waits for its end. */
  async make(): Promise<void> {
    if (this.#running() !== null) return;
    this.#running.set(this.#clock.now());
    this.#made.set(null);
    await this.#guard(async () => {
      const backup = await this.#api.postJson<Backup>('api/backup', {});
      this.#made.set(backup);
      this.#list.update((list) => [backup, ...(list ?? []).filter(({ name }) => name !== backup.name)]);
    });
    this.#running.set(null);
  }

  async #guard(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#fault.set(null);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
    }
  }
}
