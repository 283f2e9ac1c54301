import { Inject, Injectable } from '@nestjs/common';
import type { Alert, AlertEvent, AlertLogEntry } from '@sensorium/contracts';
import type { AlertChange } from '@sensorium/domain/notify';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { ApiError } from '../ports/api-error.js';
import type { AlertNews } from '../ports/live-bus.js';

/** Entries of the log in one question. */
const PAGE = 1_000;

/** What came in and is to be decided. `last`: id of the newest entry that is on disk; null if none is. */
export interface Taken {
  changes: AlertChange[];
  last: number | null;
}

/** The log of alerts as it comes in, live and after a stop, each entry once, and the alerts that it is about. */
@Injectable()
export class AlertIntake {
  readonly alerts = new Map<string, Alert>();
  private entries: AlertLogEntry[] = [];
  /** Newest entry that was taken. */
  private seen = 0;
  private savedUpTo = 0;

  constructor(@Inject(ALERTS) private readonly calls: Pick<AlertCalls, 'alert' | 'logSince'>) {}

  /** Takes news in; true if there is something to decide. */
  note({ alerts, entries, unsaved }: AlertNews): boolean {
    const told = new Set(entries.filter(({ event }) => kindOf(event)).map(({ alert }) => alert));
    for (const alert of alerts) {
      if (told.has(alert.id) || this.alerts.has(alert.id)) this.alerts.set(alert.id, alert);
    }
    this.entries.push(...entries.filter(({ event }) => kindOf(event)));
    const last = entries.at(-1)?.id;
    if (unsaved === null && last !== undefined) this.savedUpTo = Math.max(this.savedUpTo, last);
    return told.size > 0;
  }

  /** Reads what was written since `handled`, and the alerts of `members`. */
  async catchUp(handled: number, members: Iterable<string>): Promise<void> {
    const found: AlertLogEntry[] = [];
    for (let after = handled; ;) {
      const page = await this.calls.logSince(after, PAGE);
      const last = page.at(-1)?.id;
      if (last === undefined) break;
      after = last;
      found.push(...page.filter(({ event }) => kindOf(event)));
      this.savedUpTo = Math.max(this.savedUpTo, last);
    }
    this.seen = handled;
    for (const id of new Set([...members, ...found.map(({ alert }) => alert)])) await this.read(id);
    this.entries.push(...found);
  }

  /** What came in since the last time, oldest first. */
  take(): Taken {
    const fresh = new Map(this.entries.filter(({ id }) => id > this.seen).map((entry) => [entry.id, entry]));
    this.entries = [];
    const sorted = [...fresh.values()].sort((a, b) => a.id - b.id);
    this.seen = sorted.at(-1)?.id ?? this.seen;
    const changes = sorted.flatMap(({ alert, at, event }) => {
      const kind = kindOf(event);
      return kind ? [{ alert, at, kind }] : [];
    });
    return { changes, last: this.savedUpTo >= this.seen && this.seen > 0 ? this.seen : null };
  }

  /** Forgets alerts that no group holds, and no change that is to be decided. */
  keepOnly(ids: ReadonlySet<string>): void {
    const coming = new Set(this.entries.map(({ alert }) => alert));
    for (const id of this.alerts.keys()) if (!ids.has(id) && !coming.has(id)) this.alerts.delete(id);
  }

  private async read(id: string): Promise<void> {
    if (this.alerts.has(id)) return;
    try {
      this.alerts.set(id, await this.calls.alert(id));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
    }
  }
}

/** What an entry means for notification; undefined for nothing. */
function kindOf(event: AlertEvent): AlertChange['kind'] | undefined {
  switch (event.type) {
    case 'transition':
      return event.to === 'firing' || event.to === 'resolved' ? event.to : undefined;
    case 'acknowledged':
    case 'unacknowledged':
    case 'snoozed':
    case 'suppressed':
    case 'flapping':
      return 'other';
    default:
      return undefined;
  }
}
