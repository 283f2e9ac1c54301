import { Injectable, computed, effect, inject, signal, untracked, type OnDestroy } from '@angular/core';
import type { Alert } from '@sensorium/contracts';
import { sinceOf } from './alert-view';
import { AlertsApi } from './alerts-api';
import { AlertsStore } from './alerts-store';

/** Incidents of one device that a chart can tell apart. */
const MOST = 200;
/** More devices at once are not asked for: theirs are shown while they are open. */
const MOST_DEVICES = 12;
/** A range that is being changed is asked for once it stands still, ms. */
const SETTLE_MS = 400;
/** What is asked for reaches so far beyond the view, as a share of it, so that following the present asks rarely. */
const MARGIN_SHARE = 0.5;

/** Stretch of time, ms of the server's clock. */
interface Stretch {
  from: number;
  to: number;
}

/** The incidents of some devices in the range of a page, those that are open and those that are over. */
@Injectable()
export class Incidents implements OnDestroy {
  readonly #api = inject(AlertsApi);
  readonly #store = inject(AlertsStore);
  readonly #past = signal<ReadonlyMap<string, Alert>>(new Map());
  #asked: { key: string; stretch: Stretch } | null = null;
  #abort = new AbortController();

  /** All that have fired, the oldest first. */
  readonly all = computed(() => {
    const found = new Map(this.#past());
    for (const alert of this.#store.alerts().values()) found.set(alert.id, alert);
    return [...found.values()]
      .filter(({ firedAt }) => firedAt !== null)
      .sort((a, b) => sinceOf(a) - sinceOf(b));
  });

  /** Follows what is shown: devices by uid, and their stretch. To be called where a page is made. */
  follow(uids: () => readonly string[], view: () => Stretch): void {
    const key = computed(() => [...new Set(uids())].slice(0, MOST_DEVICES).join('\n'));
    const over = computed(() => this.#store.resolved());
    let seen: readonly Alert[] = untracked(over);
    effect((onCleanup) => {
      const devices = key();
      const stretch = view();
      const fresh = over() !== seen && over().some(({ uid }) => uid !== null && devices.includes(uid));
      seen = over();
      if (devices === '' || Number.isNaN(stretch.to) || (!fresh && this.#covers(devices, stretch))) return;
      const timer = setTimeout(() => void this.#read(devices, stretch), SETTLE_MS);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }

  /** The incidents of one device; of one of its metrics, those of the whole device too. */
  of(uid: string, metric: string): Alert[] {
    return this.all().filter((alert) => alert.uid === uid && (alert.metric ?? metric) === metric);
  }

  ngOnDestroy(): void {
    this.#abort.abort();
  }

  #covers(key: string, { from, to }: Stretch): boolean {
    const asked = this.#asked;
    return asked?.key === key && asked.stretch.from <= from && asked.stretch.to >= to;
  }

  /** What is not answered is asked for again with the next change of the view. */
  async #read(key: string, { from, to }: Stretch): Promise<void> {
    const margin = (to - from) * MARGIN_SHARE;
    const stretch = { from: Math.floor(from - margin), to: Math.ceil(to + margin) };
    this.#abort.abort();
    const { signal: given } = (this.#abort = new AbortController());
    this.#asked = { key, stretch };
    try {
      const answers = await Promise.all(
        key.split('\n').map((device) => this.#api.list({ device, ...stretch, limit: MOST }, given)),
      );
      this.#past.set(
        new Map(answers.flatMap(({ alerts }) => alerts.map((alert) => [alert.id, alert] as const))),
      );
    } catch {
      if (!given.aborted) this.#asked = null;
    }
  }
}
