import { Inject, Injectable } from '@nestjs/common';
import type {
  Alert,
  AlertLogEntry,
  AlertRule,
  BulkAction,
  BulkAnswer,
  RuleBody,
  RuleVersion,
} from '@sensorium/contracts';
import { suppress } from '@sensorium/domain/alerts';
import type { AlertCalls, AlertNote } from '../../ports/alert-calls.js';
import { ALERT_STORE, type AlertFilter, type AlertPage, type AlertStore } from '../../ports/alert-store.js';
import { ApiError } from '../../ports/api-error.js';
import { Clock } from '../../ports/clock.js';
import { AlertActions } from './alert-actions.js';
import { RuleDesk } from './rule-desk.js';
import { Watch } from './watch.js';

/** Answers in the ingest thread what the main thread asks of alerts. */
@Injectable()
export class WatchDesk implements AlertCalls {
  private readonly clock = new Clock();
  private readonly desk: RuleDesk;
  private readonly actions: AlertActions;

  constructor(
    private readonly watch: Watch,
    @Inject(ALERT_STORE) private readonly store: AlertStore,
  ) {
    this.desk = new RuleDesk(watch, store, this.clock);
    this.actions = new AlertActions(watch, store);
  }

  rules(): Promise<AlertRule[]> {
    return Promise.resolve(this.desk.all());
  }

  async rule(id: string): Promise<AlertRule> {
    return Promise.resolve(this.desk.get(id));
  }

  createRule(body: RuleBody): Promise<AlertRule> {
    return this.desk.create(body);
  }

  replaceRule(id: string, body: RuleBody): Promise<AlertRule> {
    return this.desk.replace(id, body);
  }

  deleteRule(id: string): Promise<void> {
    return this.desk.remove(id);
  }

  async versions(id: string): Promise<RuleVersion[]> {
    this.desk.get(id);
    return this.saved(() => this.store.versions(id));
  }

  async alerts(query: AlertFilter): Promise<AlertPage> {
    await this.watch.outbox.flush();
    return this.saved(() => this.store.alerts(query));
  }

  async alert(id: string): Promise<Alert> {
    const open = this.watch.incidents.get(id)?.alert;
    if (open) return open;
    await this.watch.outbox.flush();
    const stored = await this.saved(() => this.store.alert(id));
    if (!stored) throw new ApiError('not-found', 'there is no such alert');
    return stored;
  }

  async log(id: string, after: number, limit: number): Promise<AlertLogEntry[]> {
    await this.watch.outbox.flush();
    return this.saved(() => this.store.log(id, after, limit));
  }

  async logSince(after: number, limit: number): Promise<AlertLogEntry[]> {
    await this.watch.outbox.flush();
    return this.saved(() => this.store.log(null, after, limit));
  }

  async act(action: BulkAction): Promise<BulkAnswer> {
    const now = this.clock.now();
    const results: BulkAnswer['results'] = [];
    for (const id of action.ids) {
      const error = await this.actions.act(id, action, now);
      results.push(error === undefined ? { id } : { id, error });
    }
    await this.watch.outbox.flush();
    return { results };
  }

  async note(notes: AlertNote[]): Promise<void> {
    const now = this.clock.now();
    for (const note of notes) this.take(note, now);
    await this.watch.outbox.flush();
  }

  /** A root cause keeps its incidents quiet itself, whatever silences say. */
  private take({ alert: id, event, suppressedBy }: AlertNote, now: number): void {
    const { incidents, outbox } = this.watch;
    outbox.note(id, [{ at: now / 1_000, event }]);
    const open = incidents.get(id);
    if (!open || suppressedBy === undefined || incidents.isRoot(open.alert.suppressedBy)) return;
    incidents.take(open.alert, suppress(open.alert, suppressedBy, now), open.watched);
  }

  /** What the store answers; where it cannot, the error that says so. */
  private async saved<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ApiError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ApiError('unavailable', `alerts cannot be read: ${reason}`);
    }
  }
}
