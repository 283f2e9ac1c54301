import type { Alert, Severity } from '@sensorium/contracts';

const RANKS = ['info', 'warning', 'critical'] as const satisfies readonly Severity[];

/** Alerts that are not resolved, found by id and by device. */
export class OpenAlerts {
  private readonly byId = new Map<string, Alert>();
  private readonly byDevice = new Map<string, Set<string>>();

  list(): Alert[] {
    return [...this.byId.values()];
  }

  get(id: string): Alert | undefined {
    return this.byId.get(id);
  }

  /** Takes in an alert as it is now; one that is resolved is no longer here. */
  apply(alert: Alert): void {
    if (alert.state === 'resolved') this.remove(alert);
    else this.put(alert);
  }

  /** See {@link import('../ports/alert-view.js').AlertView.worst}. One that recovers has fired and is not over. */
  worst(uid: string): Severity | null {
    let worst = -1;
    for (const id of this.byDevice.get(uid) ?? []) {
      const alert = this.byId.get(id);
      if (alert && isHeard(alert)) worst = Math.max(worst, RANKS.indexOf(alert.severity));
    }
    return RANKS[worst] ?? null;
  }

  private put(alert: Alert): void {
    this.byId.set(alert.id, alert);
    if (alert.uid === null) return;
    const ids = this.byDevice.get(alert.uid) ?? new Set();
    this.byDevice.set(alert.uid, ids.add(alert.id));
  }

  private remove({ id, uid }: Alert): void {
    this.byId.delete(id);
    const ids = uid === null ? undefined : this.byDevice.get(uid);
    if (uid === null || !ids?.delete(id)) return;
    if (ids.size === 0) this.byDevice.delete(uid);
  }
}

function isHeard({ state, suppressedBy }: Alert): boolean {
  return (state === 'firing' || state === 'recovering') && suppressedBy === null;
}
