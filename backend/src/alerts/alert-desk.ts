import { Inject, Injectable } from '@nestjs/common';
import type {
  Alert,
  AlertAction,
  AlertList,
  AlertLog,
  AlertLogQuery,
  SimilarAlertsQuery,
} from '@sensorium/contracts';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { placeOf } from '../ports/page.js';
import { toApiError } from './alert-errors.js';

/** What the routes of one alert need of the watch in the ingest thread. */
@Injectable()
export class AlertDesk {
  constructor(@Inject(ALERTS) private readonly calls: AlertCalls) {}

  /** Does one action and gives the alert as it is then; fails with the error that the action has for it. */
  async act(id: string, action: AlertAction): Promise<Alert> {
    await this.calls.alert(id);
    const { results } = await this.calls.act({ ...action, ids: [id] });
    const error = results[0]?.error;
    if (error !== undefined) throw toApiError(error);
    return this.calls.alert(id);
  }

  /** A page of the log of one alert, oldest first. The cursor is an id. */
  async log(id: string, { limit, cursor }: AlertLogQuery): Promise<AlertLog> {
    const after = cursor === undefined ? 0 : placeOf(cursor);
    await this.calls.alert(id);
    const found = await this.calls.log(id, after, limit + 1);
    const entries = found.slice(0, limit);
    return { entries, next: found.length > limit ? String(entries.at(-1)?.id ?? 0) : null };
  }

  /** What the same rule found on the same device before, newest first; without what never fired. */
  async similar(id: string, { limit, cursor }: SimilarAlertsQuery): Promise<AlertList> {
    const { rule, uid } = await this.calls.alert(id);
    const { alerts, next } = await this.calls.alerts({
      rule: rule.id,
      ...(uid === null ? {} : { device: uid }),
      state: ['resolved'],
      limit,
      cursor,
    });
    return { alerts: alerts.filter((one) => one.id !== id && one.firedAt !== null), next };
  }
}
