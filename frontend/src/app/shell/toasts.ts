import { Injectable, effect, inject, signal, untracked } from '@angular/core';
import type { PageNotice } from '@sensorium/contracts';
import { stageOf, worstOf } from '../data/alert-view';
import { AlertsStore } from '../data/alerts-store';
import { AlertSound } from './alert-sound';
import { NO_TOASTS, stillOpen, withNotice, withoutToast, type Toast } from './toast-list';

/** How long a toast stays by itself, ms; a critical one stays until somebody takes it away. */
const SOLVED_MS = 8_000;
const STAYS_MS = 30_000;

/** The notices for the page: what stands on it, and what is heard. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly #store = inject(AlertsStore);
  readonly #sound = inject(AlertSound);
  readonly #list = signal(NO_TOASTS);
  /** The toast that the viewer is at: it does not go by itself. */
  readonly #held = signal<string | null>(null);

  readonly list = this.#list.asReadonly();

  constructor() {
    this.#store.onTold((notice) => {
      this.#take(notice);
    });
    effect(() => {
      const alerts = this.#store.alerts();
      const now = untracked(this.#store.now);
      this.#list.update((list) =>
        stillOpen(list, (id) => {
          const alert = alerts.get(id);
          return alert !== undefined && stageOf(alert, now) === 'open';
        }),
      );
    });
  }

  dismiss(id: string): void {
    this.#list.update((list) => withoutToast(list, id));
  }

  clear(): void {
    this.#list.set(NO_TOASTS);
  }

  /** The viewer is at a toast, or (null) at none. */
  hold(id: string | null): void {
    this.#held.set(id);
  }

  #take(notice: PageNotice): void {
    this.#list.update((list) => withNotice(list, notice));
    const toast = this.#list().toasts.find(({ id }) => id === notice.id);
    if (!toast) return;
    this.#leaveLater(toast);
    const worst = worstOf(notice.alerts);
    if (worst && notice.event !== 'resolved') void this.#sound.sound(notice.id, worst.severity);
  }

  #leaveLater({ id, worst, solved }: Toast): void {
    if (!solved && worst.severity === 'critical') return;
    const leave = (): void => {
      if (this.#held() === id) setTimeout(leave, SOLVED_MS);
      else this.dismiss(id);
    };
    setTimeout(leave, solved ? SOLVED_MS : STAYS_MS);
  }
}
