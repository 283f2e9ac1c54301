import type { Alert, BulkAction } from '@sensorium/contracts';
import { acknowledge, comment, snooze, unacknowledge, type IncidentStep } from '@sensorium/domain/alerts';
import type { AlertStore } from '../../ports/alert-store.js';
import type { OpenIncident } from './incidents.js';
import type { Watch } from './watch.js';

/** What people do to alerts. `now` in µs. */
export class AlertActions {
  constructor(
    private readonly watch: Watch,
    private readonly store: Pick<AlertStore, 'alert'>,
  ) {}

  /** Returns why it cannot be, as `code: words`; undefined once it is done. */
  async act(id: string, action: BulkAction, now: number): Promise<string | undefined> {
    const open = this.watch.incidents.get(id);
    if (open) {
      this.onOpen(open, action, now);
      return undefined;
    }
    return this.onResolved(id, action, now);
  }

  private onOpen({ alert, watched }: OpenIncident, action: BulkAction, now: number): void {
    if (action.action === 'resolve') this.resolve({ alert, watched }, action, now);
    else this.watch.incidents.take(alert, stepOf(alert, action, now), watched);
  }

  private resolve(
    { alert, watched }: OpenIncident,
    { by, note }: { by: string; note: string },
    now: number,
  ): void {
    const { incidents, roots, keeper } = this.watch;
    const text = note === '' ? `resolved by ${by}` : `resolved by ${by}: ${note}`;
    incidents.record(comment(alert, { by, text }, now), watched);
    if (!watched) {
      roots.resolve(alert, now);
      return;
    }
    incidents.changed(watched, watched.instance.end('resolved-by-hand', now), now);
    keeper.queue(watched);
  }

  /** What is over takes comments only. */
  private async onResolved(id: string, action: BulkAction, now: number): Promise<string | undefined> {
    await this.watch.outbox.flush();
    const alert = await this.store.alert(id).catch(() => undefined);
    if (!alert) return 'not-found: there is no such alert';
    if (action.action !== 'comment') return 'conflict: it is resolved already';
    this.watch.incidents.take(alert, comment(alert, action, now), null);
    return undefined;
  }
}

function stepOf(alert: Alert, action: Exclude<BulkAction, { action: 'resolve' }>, now: number): IncidentStep {
  switch (action.action) {
    case 'acknowledge':
      return acknowledge(alert, action, now);
    case 'unacknowledge':
      return unacknowledge(alert, action, now);
    case 'snooze':
      return snooze(alert, action, now);
    case 'comment':
      return comment(alert, action, now);
  }
}
