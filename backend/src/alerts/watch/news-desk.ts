import type { Alert, AlertLogEntry } from '@sensorium/contracts';
import type { AlertNews } from '../../ports/live-bus.js';

/** What the next step of the live stream tells about alerts: of each its newest form, and all entries in order. */
export class NewsDesk {
  /** Hears when there is something to take. */
  listener: () => void = () => undefined;
  private readonly alerts = new Map<string, Alert>();
  private entries: AlertLogEntry[] = [];
  private isFaultNew = false;
  private areRulesNew = false;

  add(alerts: readonly Alert[], entries: readonly AlertLogEntry[]): void {
    for (const alert of alerts) this.alerts.set(alert.id, alert);
    for (const entry of entries) this.entries.push(entry);
    if (alerts.length > 0 || entries.length > 0 || this.isFaultNew) this.listener();
  }

  /** Saving fails, or does again: it is told with what comes next. */
  faultChanged(): void {
    this.isFaultNew = true;
  }

  rules(): void {
    this.areRulesNew = true;
    this.listener();
  }

  /** All since the last call, null for nothing. */
  take(unsaved: string | null): AlertNews | null {
    const { alerts, entries, areRulesNew: rules } = this;
    if (alerts.size === 0 && entries.length === 0 && !rules && !this.isFaultNew) return null;
    const news = { alerts: [...alerts.values()], entries, unsaved, rules };
    alerts.clear();
    this.entries = [];
    this.isFaultNew = false;
    this.areRulesNew = false;
    return news;
  }
}
