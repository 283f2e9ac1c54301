import { Logger } from '@nestjs/common';
import type { Alert, AlertEvent, AlertLogEntry } from '@sensorium/contracts';
import { isAtRest } from '@sensorium/domain/alerts';
import type { AlertChanges, AlertStore, StoredInstance } from '../../ports/alert-store.js';
import type { AlertNews } from '../../ports/live-bus.js';
import { NewsDesk } from './news-desk.js';
import { keyOf, looksFarBack, type Watched } from './watched.js';

/** Transitions wait at most so long for company before they are saved, ms. */
const GATHER_MS = 10;

/** Pause before the next try while nothing can be written, ms. */
const RETRY_MS = 1_000;

/** Entries of the log that may wait for the disk; beyond them the oldest go, though everybody was told of them. */
const WAITING_MAX = 100_000;

/** What changed, by what it is about. */
class Gathered {
  readonly incidents = new Map<string, Alert>();
  readonly watched = new Set<Watched>();
  readonly gone = new Map<string, Pick<StoredInstance, 'rule' | 'uid' | 'metric'>>();
  log: AlertLogEntry[] = [];

  get isEmpty(): boolean {
    return [this.incidents, this.watched, this.gone].every(({ size }) => size === 0) && this.log.length === 0;
  }

  /** Takes in what came later. */
  add({ incidents, watched, gone, log }: Gathered): void {
    for (const [id, alert] of incidents) this.incidents.set(id, alert);
    for (const one of watched) this.watched.add(one);
    for (const [key, one] of gone) this.gone.set(key, one);
    this.log = [...this.log, ...log].slice(-WAITING_MAX);
  }

  changes(): AlertChanges {
    const instances = [...this.watched].filter(({ isGone }) => !isGone).map(toStored);
    const isKept = ({ state, evaluator }: StoredInstance) => !isAtRest(state) || looksFarBack(evaluator);
    return {
      rules: [],
      removedRules: [],
      versions: [],
      instances: instances.filter(isKept),
      rested: [...this.gone.values(), ...instances.filter((one) => !isKept(one))],
      incidents: [...this.incidents.values()],
      log: this.log,
    };
  }
}

function toStored(watched: Watched): StoredInstance {
  const { instance } = watched;
  return { ...keyOf(watched), state: instance.snapshot(), evaluator: instance.evaluator };
}

/**
 * Transitions on their way to the disk and then to people: saved at once with all that belongs to them, a few ms'
 * worth together, and told after that. While nothing can be written they are told as unsaved, and saved later.
 */
export class Outbox {
  /** Highest id in the log of alerts. */
  lastLogId = 0;
  /** Why the last save failed; null if it did not. */
  fault: string | null = null;
  /** Saves what transitions name; resolves to why that failed, or null. */
  beforeSave: () => Promise<string | null> = () => Promise.resolve(null);
  private readonly logger = new Logger('alerts');
  private readonly news: NewsDesk;
  private gathered = new Gathered();
  /** What could not be saved; people know of it. */
  private unsaved = new Gathered();
  private running: Promise<void> = Promise.resolve();
  private isRunning = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: Pick<AlertStore, 'save'>) {
    this.news = new NewsDesk();
  }

  /** `listener` hears when there is news to take. */
  onNews(listener: () => void): void {
    this.news.listener = listener;
  }

  takeNews(): AlertNews | null {
    return this.news.take(this.fault);
  }

  /** An incident as it is now, with what happened to it. */
  incident(alert: Alert, events: readonly { at: number; event: AlertEvent }[]): void {
    this.gathered.incidents.set(alert.id, alert);
    this.note(alert.id, events);
  }

  /** Entries for the log of an incident that does not change by them. */
  note(alert: string, events: readonly { at: number; event: AlertEvent }[]): void {
    for (const { at, event } of events) {
      this.lastLogId += 1;
      this.gathered.log.push({ id: this.lastLogId, alert, at, event });
    }
    this.soon();
  }

  /** The state of an instance is to be saved as it is then. */
  instance(watched: Watched): void {
    this.gathered.watched.add(watched);
    this.soon();
  }

  /** An instance is no more. */
  gone(key: Pick<StoredInstance, 'rule' | 'uid' | 'metric'>): void {
    this.gathered.gone.set(JSON.stringify([key.rule, key.uid, key.metric]), key);
    this.soon();
  }

  rulesChanged(): void {
    this.news.rules();
  }

  /** Resolves once all so far is on disk; rejects with the reason if it cannot be. */
  async settle(): Promise<void> {
    await this.flush();
    if (this.fault !== null) throw new Error(this.fault);
  }

  /** Saves all so far, if it can. Never rejects. */
  flush(): Promise<void> {
    if (!this.isRunning && this.gathered.isEmpty && this.unsaved.isEmpty) return Promise.resolve();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isRunning = true;
    const mine = this.running.then(() => this.write());
    this.running = mine;
    return mine.then(() => {
      if (this.running === mine) this.isRunning = false;
    });
  }

  close(): Promise<void> {
    return this.flush().finally(() => {
      clearTimeout(this.timer);
    });
  }

  private soon(): void {
    this.timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  private async write(): Promise<void> {
    if (this.gathered.isEmpty && this.unsaved.isEmpty) return;
    const unnamed = await this.beforeSave();
    const fresh = this.gathered;
    const batch = this.unsaved;
    this.gathered = new Gathered();
    batch.add(fresh);
    try {
      if (unnamed !== null) throw new Error(unnamed);
      await this.store.save(batch.changes());
      this.unsaved = new Gathered();
      this.ended(null);
    } catch (error) {
      this.ended(error instanceof Error ? error.message : String(error));
    }
    this.news.add([...fresh.incidents.values()], fresh.log);
  }

  private ended(fault: string | null): void {
    if (fault !== null && this.fault === null) this.logger.error(`alerts cannot be saved: ${fault}`);
    if (fault === null && this.fault !== null) this.logger.log('alerts are saved again');
    if (fault !== this.fault) this.news.faultChanged();
    this.fault = fault;
    if (fault === null) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), RETRY_MS);
  }
}
