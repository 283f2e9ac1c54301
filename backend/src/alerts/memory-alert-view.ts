import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Alert, AlertReason, AlertState, Severity } from '@sensorium/contracts';
import { formatCursor, parseCursor } from '@sensorium/domain/live';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import type { AlertsSince, AlertView } from '../ports/alert-view.js';
import { Clock } from '../ports/clock.js';
import { LIVE_BUS, type AlertNews, type LiveBus } from '../ports/live-bus.js';
import { AlertRing } from './alert-ring.js';
import { OpenAlerts } from './open-alerts.js';

const OPEN: AlertState[] = ['pending', 'firing', 'recovering'];

/** Alerts of one page when what is open is loaded, and how long to wait after a failure, ms. */
const PAGE = 1_000;
const RETRY_MS = 5_000;

/**
 * Alerts that are not resolved, kept up by the live bus. What was open before this start is loaded once and comes as
 * changes too, so that the ring of changes and what is open agree from the first one on.
 */
@Injectable()
export class MemoryAlertView implements AlertView, OnApplicationBootstrap, OnModuleDestroy {
  fault: string | null = 'what is open is not loaded yet';
  faultSince: number;
  readonly transitions = new Map<AlertReason, number>();
  private readonly alerts = new OpenAlerts();
  private readonly ring = new AlertRing();
  private readonly listeners = new Set<(news: AlertNews) => void>();
  private readonly logger = new Logger('alerts');
  private readonly stop: () => void;
  private retry: NodeJS.Timeout | undefined;
  /** Alerts that changed while what was open is still being loaded: these are newer. */
  private touched: Set<string> | null = new Set();

  /** Subscribes at once: news that is missed would be missing for good. */
  constructor(
    @Inject(LIVE_BUS) private readonly bus: LiveBus,
    @Inject(ALERTS) private readonly calls: AlertCalls,
    @Inject(Clock) private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.faultSince = clock.now();
    this.stop = bus.subscribe(({ alerts }) => {
      if (alerts) this.take(alerts);
    });
  }

  /** After the ingest thread has started, and before the first viewer comes. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.logger.warn(`open alerts could not be loaded: ${String(error)}`);
      this.retry = setTimeout(() => void this.onApplicationBootstrap(), RETRY_MS);
    }
  }

  onModuleDestroy(): void {
    clearTimeout(this.retry);
    this.stop();
  }

  get cursor(): string {
    return formatCursor({ epoch: this.bus.epoch, sequence: this.ring.count });
  }

  open(): readonly Alert[] {
    return this.alerts.list();
  }

  get(id: string): Alert | undefined {
    return this.alerts.get(id);
  }

  worst(uid: string): Severity | null {
    return this.alerts.worst(uid);
  }

  since(cursor: string | undefined): AlertsSince {
    const place = parseCursor(cursor ?? '');
    const changes = place?.epoch === this.bus.epoch ? this.ring.since(place.sequence) : undefined;
    if (changes) return { cursor: this.cursor, full: false, alerts: changes };
    return { cursor: this.cursor, full: true, alerts: this.alerts.list() };
  }

  subscribe(listener: (news: AlertNews) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private take(news: AlertNews): void {
    if (this.touched === null) this.become(news.unsaved);
    for (const alert of news.alerts) {
      this.touched?.add(alert.id);
      this.alerts.apply(alert);
      this.ring.add(alert);
    }
    for (const { event } of news.entries) if (event.type === 'transition') this.count(event.reason);
    for (const listener of this.listeners) listener(news);
  }

  private count(reason: AlertReason): void {
    this.transitions.set(reason, (this.transitions.get(reason) ?? 0) + 1);
  }

  private async load(): Promise<void> {
    const found: Alert[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await this.calls.alerts({ state: OPEN, limit: PAGE, cursor });
      found.push(...page.alerts);
      cursor = page.next;
    }
    const alerts = found.filter(({ id }) => this.touched?.has(id) !== true);
    this.touched = null;
    this.take({ alerts, entries: [], unsaved: null, rules: false });
  }

  private become(fault: string | null): void {
    if ((fault === null) !== (this.fault === null)) this.faultSince = this.clock.now();
    this.fault = fault;
  }
}
