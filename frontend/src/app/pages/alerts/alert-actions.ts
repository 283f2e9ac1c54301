import { Injectable, inject } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { Alert, AlertAction } from '@sensorium/contracts';
import { AlertsApi } from '../../data/alerts-api';
import { ApiFault } from '../../data/api';
import type { CountKey } from '../../ui/texts/keys';
import { Texts } from '../../ui/texts/texts';
import { Viewer } from '../../ui/viewer/viewer';

/** How long a message stays that offers to take something back, ms. */
const UNDO_MS = 10_000;
const SAID_MS = 4_000;
const FAULT_MS = 8_000;

/** An action without who does it. */
type Deed = AlertAction extends infer A ? (A extends AlertAction ? Omit<A, 'by'> : never) : never;

/** What a person can do about incidents. Every method says on screen how it went, and returns true if it went well. */
@Injectable({ providedIn: 'root' })
export class AlertActions {
  readonly #api = inject(AlertsApi);
  readonly #texts = inject(Texts);
  readonly #viewer = inject(Viewer);
  readonly #snackBar = inject(MatSnackBar);

  acknowledge(alerts: readonly Alert[], note = ''): Promise<boolean> {
    return this.#withUndo(alerts, { action: 'acknowledge', note }, 'alerts.done.acknowledged', {
      action: 'unacknowledge',
      note: '',
    });
  }

  unacknowledge(alerts: readonly Alert[]): Promise<boolean> {
    return this.#withUndo(alerts, { action: 'unacknowledge', note: '' }, 'alerts.done.unacknowledged', {
      action: 'acknowledge',
      note: '',
    });
  }

  /** Quiet for so long, ms; 0 ends it. */
  snooze(alerts: readonly Alert[], forMs: number, note = ''): Promise<boolean> {
    const done = forMs === 0 ? 'alerts.done.unsnoozed' : 'alerts.done.snoozed';
    const end = { action: 'snooze', forMs: 0, note: '' } as const;
    return this.#withUndo(alerts, { action: 'snooze', forMs, note }, done, forMs === 0 ? null : end);
  }

  /** Ends incidents for good: nothing takes it back. */
  resolve(alerts: readonly Alert[], note = ''): Promise<boolean> {
    return this.#withUndo(alerts, { action: 'resolve', note }, 'alerts.done.resolved', null);
  }

  async comment(alert: Alert, text: string): Promise<boolean> {
    return this.#try(() => this.#send([alert], { action: 'comment', text }));
  }

  async #withUndo(alerts: readonly Alert[], deed: Deed, done: CountKey, undo: Deed | null): Promise<boolean> {
    if (!(await this.#try(() => this.#send(alerts, deed)))) return false;
    const said = this.#texts.count(done, alerts.length);
    if (!undo) {
      this.#snackBar.open(said, undefined, { duration: SAID_MS });
      return true;
    }
    const toast = this.#snackBar.open(said, this.#texts.t('device.undo'), { duration: UNDO_MS });
    toast.onAction().subscribe(() => {
      void this.#undo(alerts, undo);
    });
    return true;
  }

  async #undo(alerts: readonly Alert[], deed: Deed): Promise<void> {
    if (await this.#try(() => this.#send(alerts, deed)))
      this.#snackBar.open(this.#texts.t('device.undone'), undefined, { duration: SAID_MS });
  }

  /** One incident by its own route, several at once; what only some of them refused is an error too. */
  async #send(alerts: readonly Alert[], deed: Deed): Promise<void> {
    const action = { by: 'somebody', ...this.#viewer.by, ...deed };
    const [first, ...others] = alerts;
    if (first && others.length === 0) {
      await this.#api.act(first.id, action);
      return;
    }
    const { results } = await this.#api.actOnAll({ ...action, ids: alerts.map(({ id }) => id) });
    const refused = results.filter(({ error }) => error !== undefined);
    const [one] = refused;
    if (!one) return;
    const counts = { n: refused.length, of: results.length, reason: one.error ?? '' };
    throw new ApiFault('conflict', this.#texts.t('alerts.done.partly', counts));
  }

  async #try(send: () => Promise<unknown>): Promise<boolean> {
    try {
      await send();
      return true;
    } catch (error) {
      this.#snackBar.open(faultText(this.#texts, error), undefined, { duration: FAULT_MS });
      return false;
    }
  }
}

/** Why a request failed, for people. */
export function faultText(texts: Texts, error: unknown): string {
  if (error instanceof ApiFault && error.code !== 'no-answer')
    return texts.t('device.refused', { reason: error.message });
  return texts.t('device.noAnswer');
}
