import { Injectable, effect, inject, signal, untracked, type OnDestroy } from '@angular/core';
import type { Alert } from '@sensorium/contracts';
import { AlertsApi } from '../../data/alerts-api';
import { AlertsStore } from '../../data/alerts-store';
import { Texts } from '../../ui/texts/texts';
import { faultText } from './alert-actions';

/** Incidents that are read at once. */
const PAGE = 100;
/** What was solved is in the list a moment later, ms. */
const SETTLE_MS = 300;

/** Incidents that are over: read when the page opens, and anew whenever one is solved. */
@Injectable()
export class RecentAlerts implements OnDestroy {
  readonly #api = inject(AlertsApi);
  readonly #texts = inject(Texts);
  readonly #alerts = signal<readonly Alert[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #fault = signal<string | null>(null);
  readonly #loaded = signal(false);
  readonly #gone = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly alerts = this.#alerts.asReadonly();
  /** There are older ones. */
  readonly next = this.#next.asReadonly();
  readonly fault = this.#fault.asReadonly();
  readonly loaded = this.#loaded.asReadonly();

  constructor() {
    const store = inject(AlertsStore);
    effect(() => {
      const wait = store.resolved().length > 0 ? SETTLE_MS : 0;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        untracked(() => void this.read());
      }, wait);
    });
  }

  /** Reads the newest ones; older ones that were read before stay. */
  async read(): Promise<void> {
    await this.#guard(async () => {
      const { alerts, next } = await this.#page();
      const fresh = new Set(alerts.map(({ id }) => id));
      const older = this.#loaded() ? this.#alerts().filter(({ id }) => !fresh.has(id)) : [];
      this.#alerts.set([...alerts, ...older]);
      if (older.length === 0) this.#next.set(next);
      this.#loaded.set(true);
    });
  }

  async more(): Promise<void> {
    const cursor = this.#next();
    if (cursor === null) return;
    await this.#guard(async () => {
      const { alerts, next } = await this.#page(cursor);
      this.#alerts.update((known) => [...known, ...alerts]);
      this.#next.set(next);
    });
  }

  ngOnDestroy(): void {
    clearTimeout(this.#timer);
    this.#gone.abort();
  }

  async #page(cursor?: string): Promise<{ alerts: Alert[]; next: string | null }> {
    const wish = { state: ['resolved'] as const, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const { alerts, next } = await this.#api.list(wish, this.#gone.signal);
    return { alerts: alerts.filter(({ firedAt }) => firedAt !== null), next };
  }

  async #guard(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.#fault.set(null);
    } catch (error) {
      if (!this.#gone.signal.aborted) this.#fault.set(faultText(this.#texts, error));
    }
  }
}
