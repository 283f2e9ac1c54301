import { Injectable, inject } from '@angular/core';
import type {
  Alert,
  AlertAction,
  AlertList,
  AlertLog,
  AlertLogEntry,
  BulkAction,
  BulkAnswer,
} from '@sensorium/contracts';
import { AlertsStore } from './alerts-store';
import { Api } from './api';

const PATH = 'api/alerts';
/** Entries of one log that are read at most: a flapping incident has hundreds, nobody reads thousands. */
const MOST_ENTRIES = 2_000;

/** What the list is asked for; `device`: public id or uid, times in ms of the server's clock. */
export interface AlertWish {
  state?: readonly Alert['state'][];
  rule?: string;
  device?: string;
  severity?: Alert['severity'];
  site?: string;
  from?: number;
  to?: number;
  limit?: number;
  cursor?: string;
}

/** Where each action is sent; a comment has its own word in the address. */
const ACTION_PATHS: Readonly<Record<AlertAction['action'], string>> = {
  acknowledge: 'acknowledge',
  unacknowledge: 'unacknowledge',
  snooze: 'snooze',
  resolve: 'resolve',
  comment: 'comments',
};

/** Incidents on the server, and what people do about them. Every method rejects with an `ApiFault`. */
@Injectable({ providedIn: 'root' })
export class AlertsApi {
  readonly #api = inject(Api);
  readonly #store = inject(AlertsStore);

  list(wish: AlertWish, signal?: AbortSignal): Promise<AlertList> {
    return this.#api.getJson(`${PATH}?${queryOf(wish).toString()}`, isAlertList, signal);
  }

  get(id: string, signal?: AbortSignal): Promise<Alert> {
    return this.#api.getJson(pathOf(id), undefined, signal);
  }

  /** What happened to it, oldest first. */
  async log(id: string, signal?: AbortSignal): Promise<AlertLogEntry[]> {
    const entries: AlertLogEntry[] = [];
    for (let next: string | null = ''; next !== null && entries.length < MOST_ENTRIES;) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const page: AlertLog = await this.#api.getJson(
        `${pathOf(id)}/log?limit=500${cursor}`,
        undefined,
        signal,
      );
      entries.push(...page.entries);
      ({ next } = page);
    }
    return entries;
  }

  /** Past incidents of the same rule and device, newest first. */
  async similar(id: string, limit: number, signal?: AbortSignal): Promise<readonly Alert[]> {
    const path = `${pathOf(id)}/similar?limit=${limit}`;
    return (await this.#api.getJson(path, isAlertList, signal)).alerts;
  }

  /** Does something about one incident; resolves to it as it is then, which the page knows at once. */
  async act(id: string, { action, ...body }: AlertAction): Promise<Alert> {
    const alert = await this.#api.postJson<Alert>(`${pathOf(id)}/${ACTION_PATHS[action]}`, body);
    this.#store.put(alert);
    return alert;
  }

  /** Does the same about several; what became of each. */
  actOnAll(action: BulkAction): Promise<BulkAnswer> {
    return this.#api.postJson(`${PATH}/actions`, action);
  }
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

function queryOf({ state = [], ...rest }: AlertWish): URLSearchParams {
  const query = new URLSearchParams();
  for (const one of state) query.append('state', one);
  for (const [key, value] of Object.entries(rest)) query.set(key, String(value));
  return query;
}

function isAlertList(body: unknown): body is AlertList {
  return typeof body === 'object' && body !== null && 'alerts' in body && Array.isArray(body.alerts);
}
