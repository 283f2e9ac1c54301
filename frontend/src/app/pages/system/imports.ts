import { DOCUMENT, Injectable, inject, signal } from '@angular/core';
import type { ImportReport, ImportState } from '@sensorium/contracts';
import { Api, ApiFault } from '../../data/api';
import { poll } from '../../ui/schedule/poll';

const PATH = 'api/history/import';
const EVERY_MS = 1000;

/**
 * The import of a file, sent from here or by another viewer, and how far it is. It goes on when the viewer looks at
 * another page, but not when he closes this one.
 */
@Injectable({ providedIn: 'root' })
export class Imports {
  readonly #api = inject(Api);
  readonly #document = inject(DOCUMENT);
  readonly #report = signal<ImportReport | null>(null);
  readonly #file = signal<string | null>(null);
  readonly #fault = signal<ApiFault | null>(null);
  #cut?: AbortController;
  /** The import before the one that is sent. */
  #before: string | undefined;
  #unfollow: (() => void) | undefined;

  /** The import under way, or the last one since the start; null if there was none. */
  readonly report = this.#report.asReadonly();
  /** Name of the file that is sent from here; null while none is. */
  readonly file = this.#file.asReadonly();
  /** Why the last request failed, where no report says it; null if it did not. */
  readonly fault = this.#fault.asReadonly();

  /** Reads how it stands, and goes on reading while something is under way. */
  follow(): void {
    this.#unfollow ??= poll(this.#document, () => this.#read(), EVERY_MS);
  }

  /** Sends a file of readings and waits for its end. */
  async send(file: File): Promise<void> {
    if (this.#file() !== null) return;
    const cut = (this.#cut = new AbortController());
    this.#file.set(file.name);
    this.#fault.set(null);
    this.#before = this.#report()?.id;
    this.#report.set(null);
    this.follow();
    try {
      this.#report.set(await this.#api.postFile<ImportReport>(PATH, file, 'text/csv', cut.signal));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      if (!cut.signal.aborted) this.#fault.set(error);
    } finally {
      this.#file.set(null);
    }
    this.follow();
  }

  /** Stops sending; what was taken stays. */
  stop(): void {
    this.#cut?.abort();
  }

  async #read(): Promise<void> {
    try {
      const { import: report } = await this.#api.getJson<ImportState>(PATH);
      this.#take(report);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.#fault.set(error);
    }
    if (this.#file() !== null || this.#report()?.state === 'running') return;
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  /** Until the server has begun with the file it tells of the import before; a report of a failure says all. */
  #take(report: ImportReport | null): void {
    const isNew = report?.id !== this.#before;
    if (this.#file() !== null && !isNew) return;
    this.#report.set(report);
    if (isNew && report?.state === 'failed') this.#fault.set(null);
  }
}
