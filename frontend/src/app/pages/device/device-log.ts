import { DOCUMENT, Injectable, inject, signal, type OnDestroy } from '@angular/core';
import type { Alert, LogEntry, LogList } from '@sensorium/contracts';
import { AlertsApi } from '../../data/alerts-api';
import { Api } from '../../data/api';
import { Texts } from '../../ui/texts/texts';
import { poll } from '../../ui/schedule/poll';
import { faultText, pathOf } from './device-actions';

/** Entries that are read at once. */
const PAGE = 50;
/** Alerts that a log tells, the newest. */
const MOST_ALERTS = 50;
const EVERY_MS = 20_000;
/** A change on the live line is in the log a moment later, ms. */
const SETTLE_MS = 400;

/** The event log of one device and its alerts, read anew whenever something happens to it. */
@Injectable()
export class DeviceLog implements OnDestroy {
  readonly #api = inject(Api);
  readonly #alertsApi = inject(AlertsApi);
  readonly #texts = inject(Texts);
  readonly #document = inject(DOCUMENT);
  readonly #entries = signal<readonly LogEntry[]>([]);
  readonly #alerts = signal<readonly Alert[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #fault = signal<string | null>(null);
  readonly #loaded = signal(false);
  #stop: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #path = '';
  #uid = '';

  /** Newest first. */
  readonly entries = this.#entries.asReadonly();
  /** Its newest alerts, open or over. */
  readonly alerts = this.#alerts.asReadonly();
  /** There are older entries. */
  readonly next = this.#next.asReadonly();
  readonly fault = this.#fault.asReadonly();
  readonly loaded = this.#loaded.asReadonly();

  /** Reads the log of a device, and again from time to time; once more now if it is being read already. */
  follow(uid: string): void {
    this.#uid = uid;
    this.#path = `${pathOf(uid)}/log?limit=${PAGE}`;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#stop();
      this.#stop = poll(this.#document, () => this.#read(), EVERY_MS);
    }, SETTLE_MS);
    if (!this.#loaded()) void this.#read();
  }

  /** Reads the entries before the oldest one. */
  async more(): Promise<void> {
    const cursor = this.#next();
    if (cursor === null) return;
    await this.#guard(async () => {
      const list = await this.#api.getJson<LogList>(`${this.#path}&cursor=${encodeURIComponent(cursor)}`);
      this.#entries.update((entries) => [...entries, ...list.entries]);
      this.#next.set(list.next);
    });
  }

  ngOnDestroy(): void {
    clearTimeout(this.#timer);
    this.#stop();
  }

  async #read(): Promise<void> {
    await this.#guard(async () => {
      const [list, { alerts }] = await Promise.all([
        this.#api.getJson<LogList>(this.#path),
        this.#alertsApi.list({ device: this.#uid, limit: MOST_ALERTS }),
      ]);
      this.#alerts.set(alerts);
      const oldest = list.entries.at(-1)?.id ?? Infinity;
      const older = this.#entries().filter(({ id }) => id < oldest);
      this.#entries.set([...list.entries, ...older]);
      if (older.length === 0) this.#next.set(list.next);
      this.#loaded.set(true);
    });
  }

  async #guard(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#fault.set(null);
    } catch (error) {
      this.#fault.set(faultText(this.#texts, error));
    }
  }
}
