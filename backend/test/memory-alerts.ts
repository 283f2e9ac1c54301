import type {
  Alert,
  AlertLogEntry,
  AlertRule,
  BulkAction,
  BulkAnswer,
  RuleBody,
  RuleVersion,
} from '@sensorium/contracts';
import type { AlertCalls } from '../src/ports/alert-calls.js';
import type { AlertFilter, AlertPage } from '../src/ports/alert-store.js';
import { ApiError } from '../src/ports/api-error.js';

/** An alert of a test that fires on device `d`, metric `m`. */
export function testAlert(more: Partial<Alert> = {}): Alert {
  return {
    ...{ id: 'a1', rule: { id: 'r1', name: 'Too warm', version: 1 }, severity: 'warning', state: 'firing' },
    ...{ device: 'd', uid: 'u-d', deviceName: 'd', site: null, labels: {}, metric: 'm', unit: null },
    ...{ startedAt: 1_000, firedAt: 1_000, resolvedAt: null, updatedAt: 1_000, noDataSince: null },
    ...{ value: 31, valueAt: 1_000, peak: 31, peakAt: 1_000, limit: 30, clear: 30, reason: 'beyond' },
    ...{ message: 'm is 31, above 30', acknowledged: null, snoozedUntil: null, suppressedBy: null },
    ...{ flapping: false, firings: 1, runbook: '' },
    ...more,
  };
}

/** Rules and incidents in memory, as the watch of the ingest thread answers for them; it evaluates nothing. */
export class MemoryAlerts implements AlertCalls {
  readonly kept: Alert[] = [];
  readonly entries: AlertLogEntry[] = [];
  /** Set: every call fails with it. */
  fault: ApiError | undefined;
  private readonly byId = new Map<string, { rule: AlertRule; versions: RuleVersion[] }>();
  private made = 0;

  async rules(): Promise<AlertRule[]> {
    await this.ready();
    return Array.from(this.byId.values(), ({ rule }) => rule);
  }

  async rule(id: string): Promise<AlertRule> {
    await this.ready();
    return this.find(id).rule;
  }

  async createRule(body: RuleBody): Promise<AlertRule> {
    await this.ready();
    const { by = 'somebody', ...rest } = body;
    const at = { createdAt: 1_000, updatedAt: 1_000 };
    const rule = { ...rest, by, ...at, id: `r${++this.made}`, version: 1, matches: 0 };
    this.byId.set(rule.id, { rule, versions: [{ version: 1, at: 1_000, by, body }] });
    return rule;
  }

  async replaceRule(id: string, body: RuleBody): Promise<AlertRule> {
    await this.ready();
    const known = this.find(id);
    const { by = 'somebody', ...rest } = body;
    const { createdAt, version } = known.rule;
    known.rule = { ...rest, by, createdAt, updatedAt: 2_000, id, version: version + 1, matches: 0 };
    known.versions.unshift({ version: version + 1, at: 2_000, by, body });
    return known.rule;
  }

  async deleteRule(id: string): Promise<void> {
    await this.ready();
    this.find(id);
    this.byId.delete(id);
  }

  async versions(id: string): Promise<RuleVersion[]> {
    await this.ready();
    return this.find(id).versions;
  }

  async alerts({ state, rule, device, limit, cursor }: AlertFilter): Promise<AlertPage> {
    await this.ready();
    const wanted = this.kept.filter(
      (one) =>
        (state?.includes(one.state) ?? true) &&
        (rule === undefined || one.rule.id === rule) &&
        (device === undefined || one.uid === device || one.device === device),
    );
    const from = Number(cursor ?? 0);
    const next = from + limit < wanted.length ? String(from + limit) : null;
    return { alerts: wanted.slice(from, from + limit), next };
  }

  async alert(id: string): Promise<Alert> {
    await this.ready();
    const alert = this.kept.find((one) => one.id === id);
    if (!alert) throw new ApiError('not-found', 'there is no such alert');
    return alert;
  }

  async log(id: string, after: number, limit: number): Promise<AlertLogEntry[]> {
    await this.ready();
    return this.entries.filter((one) => one.alert === id && one.id > after).slice(0, limit);
  }

  async logSince(after: number, limit: number): Promise<AlertLogEntry[]> {
    await this.ready();
    return this.entries.filter(({ id }) => id > after).slice(0, limit);
  }

  async act(action: BulkAction): Promise<BulkAnswer> {
    await this.ready();
    return { results: action.ids.map((id) => ({ id, ...this.actOn(id, action) })) };
  }

  async note(): Promise<void> {
    await this.ready();
  }

  private actOn(id: string, { action, by }: BulkAction): { error?: string } {
    const place = this.kept.findIndex((one) => one.id === id);
    const alert = this.kept[place];
    if (!alert) return { error: 'not-found: there is no such alert' };
    if (alert.state === 'resolved') return { error: 'conflict: it is resolved' };
    const acknowledged = action === 'acknowledge' ? { by, at: 2_000, note: '' } : null;
    this.kept[place] = { ...alert, acknowledged };
    return {};
  }

  private find(id: string): { rule: AlertRule; versions: RuleVersion[] } {
    const known = this.byId.get(id);
    if (!known) throw new ApiError('not-found', 'there is no such rule');
    return known;
  }

  private async ready(): Promise<void> {
    await Promise.resolve();
    if (this.fault) throw this.fault;
  }
}
