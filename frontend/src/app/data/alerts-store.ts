import { Injectable, computed, inject, signal } from '@angular/core';
import type { Alert, AlertsEvent, PageNotice } from '@sensorium/contracts';
import { alertCensus, byUrgency, isOpen } from './alert-view';
import { SERVER_CLOCK, Seconds } from './clocks';

/** Who takes what the line says of alerts. `alertCursor`: where it goes on after; undefined to begin anew. */
export interface AlertSink {
  readonly alertCursor: string | undefined;
  takeAlerts(event: AlertsEvent): void;
  takeTold(notice: PageNotice): void;
}

/** What is told about a notice, to whoever shows it. */
export type NoticeTaker = (notice: PageNotice) => void;

/** All incidents that are not resolved, by id, as the line tells them; and the notices that are for the page. */
@Injectable({ providedIn: 'root' })
export class AlertsStore implements AlertSink {
  readonly #clock = inject(SERVER_CLOCK);
  readonly #seconds = inject(Seconds);
  readonly #alerts = signal<ReadonlyMap<string, Alert>>(new Map());
  readonly #loaded = signal(false);
  readonly #resolved = signal<readonly Alert[]>([]);
  readonly #takers = new Set<NoticeTaker>();
  #cursor: string | undefined;

  /** Incidents that are not resolved, by id. */
  readonly alerts = this.#alerts.asReadonly();
  /** True once the line has told all of them. */
  readonly loaded = this.#loaded.asReadonly();
  /** Those that were resolved by the newest event. */
  readonly resolved = this.#resolved.asReadonly();
  readonly #someSnooze = computed(() =>
    [...this.#alerts().values()].some(({ snoozedUntil }) => snoozedUntil !== null),
  );
  /** Server's time for what depends on it, ms; stands still while no snooze can run out. */
  readonly now = computed(() => (this.#someSnooze() ? this.#seconds.now() : this.#clock.now()));
  /** Those that go on and are not kept quiet, acknowledged or not, the most urgent first. */
  readonly open = computed(
    () => [...this.#alerts().values()].filter((alert) => isOpen(alert, this.now())).sort(byUrgency),
    { equal: (a, b) => a.length === b.length && a.every((alert, i) => alert === b[i]) },
  );
  /** How many are open, by severity. */
  readonly census = computed(() => alertCensus(this.open()));
  /** The most urgent incident that has fired of each device, by uid; one that somebody looks after too. */
  readonly worstByDevice = computed((): ReadonlyMap<string, Alert> => {
    const worst = new Map<string, Alert>();
    for (const alert of this.#alerts().values()) {
      if (alert.uid === null || alert.state === 'pending') continue;
      const known = worst.get(alert.uid);
      if (!known || byUrgency(alert, known) < 0) worst.set(alert.uid, alert);
    }
    return worst;
  });

  get alertCursor(): string | undefined {
    return this.#cursor;
  }

  /** A full list may come in several events, of which the first says so. */
  takeAlerts({ cursor, time, full, alerts }: AlertsEvent): void {
    this.#clock.observe(time);
    this.#cursor = cursor === '' ? undefined : cursor;
    const next = new Map(full ? [] : this.#alerts());
    const resolved: Alert[] = [];
    for (const alert of alerts)
      if (alert.state !== 'resolved') next.set(alert.id, alert);
      else {
        next.delete(alert.id);
        resolved.push(alert);
      }
    if (full) for (const alert of this.#alerts().values()) if (!next.has(alert.id)) resolved.push(alert);
    this.#alerts.set(next);
    if (resolved.length > 0) this.#resolved.set(resolved);
    this.#loaded.set(true);
  }

  /** What the answer to an action says, before the line does. */
  put(alert: Alert): void {
    const known = this.#alerts().get(alert.id);
    if (known && known.updatedAt > alert.updatedAt) return;
    const next = new Map(this.#alerts());
    if (alert.state === 'resolved') next.delete(alert.id);
    else next.set(alert.id, alert);
    this.#alerts.set(next);
    if (known && alert.state === 'resolved') this.#resolved.set([alert]);
  }

  takeTold(notice: PageNotice): void {
    this.#clock.observe(notice.time);
    for (const taker of this.#takers) taker(notice);
  }

  /** Calls `taker` for each notice from now on; the returned function ends it. */
  onTold(taker: NoticeTaker): () => void {
    this.#takers.add(taker);
    return () => {
      this.#takers.delete(taker);
    };
  }
}
