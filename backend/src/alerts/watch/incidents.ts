import type { Alert } from '@sensorium/contracts';
import {
  applyChange,
  redescribe,
  refresh,
  suppress,
  type Change,
  type IncidentStep,
} from '@sensorium/domain/alerts';
import type { Outbox } from './outbox.js';
import { subjectOf, type Slot, type Watched } from './watched.js';

/** An incident that is not resolved; `watched` is null for a root cause. */
export interface OpenIncident {
  alert: Alert;
  readonly watched: Watched | null;
}

/** The incidents that are open, and their way into the outbox. Times in µs of our clock. */
export class Incidents {
  /** Id of the root cause that covers a device, null for none; set by who knows them. */
  rootOf: (slot: Slot) => string | null = () => null;
  /** Ids of all root causes of this run, also of those that are over: what they kept quiet may speak again. */
  readonly roots = new Set<string>();
  private readonly byId = new Map<string, OpenIncident>();
  /** Evaluated since their incidents were brought up to date. */
  private readonly moved = new Set<Watched>();

  constructor(private readonly outbox: Outbox) {}

  get(id: string): OpenIncident | undefined {
    return this.byId.get(id);
  }

  all(): OpenIncident[] {
    return [...this.byId.values()];
  }

  /** An incident that was open before this start. */
  restore(alert: Alert, watched: Watched | null): void {
    this.byId.set(alert.id, { alert, watched });
    if (watched) watched.alert = alert;
  }

  /** What an instance says of its newest input. */
  changed(watched: Watched, change: Change | null, now: number): void {
    if (!change) return;
    const { alert, instance } = watched;
    if (change.transitions.length === 0 && alert === null) return;
    const steps = applyChange(alert, subjectOf(watched), change, instance.snapshot(), now);
    for (const step of steps) this.record(step, watched);
    if (change.noData !== undefined || change.transitions.length > 0) this.cover(watched, now);
    this.outbox.instance(watched);
  }

  /** A reading of an incident that is open changed nothing but its value. */
  noteMoved(watched: Watched): void {
    this.moved.add(watched);
  }

  /** Brings the values of open incidents up to date, at most `max` of them. */
  refreshMoved(max: number): void {
    let left = max;
    for (const watched of this.moved) {
      if (left-- === 0) return;
      this.moved.delete(watched);
      if (watched.alert === null || watched.isGone) continue;
      this.record({ alert: refresh(watched.alert, watched.instance.snapshot()), events: [] }, watched);
      this.outbox.instance(watched);
    }
  }

  /** The rule or the device of an instance is another one now, as far as people see. */
  redescribe(watched: Watched, now: number): void {
    if (watched.alert) this.take(watched.alert, redescribe(watched.alert, subjectOf(watched), now), watched);
  }

  /** Keeps an incident without data quiet while a root cause says why, and no longer. */
  cover(watched: Watched, now: number): void {
    const { alert, slot } = watched;
    if (!alert) return;
    const root = alert.noDataSince !== null || alert.reason === 'silent' ? this.rootOf(slot) : null;
    if (root === null && !this.isRoot(alert.suppressedBy)) return;
    this.take(alert, suppress(alert, root, now), watched);
  }

  /** Takes a step that may have changed nothing. */
  take(before: Alert, step: IncidentStep, watched: Watched | null): void {
    if (step.alert !== before || step.events.length > 0) this.record(step, watched);
  }

  record({ alert, events }: IncidentStep, watched: Watched | null): void {
    const isOpen = alert.state !== 'resolved';
    if (isOpen) this.byId.set(alert.id, { alert, watched });
    else this.byId.delete(alert.id);
    if (watched) watched.alert = isOpen ? alert : null;
    this.outbox.incident(alert, events);
  }

  /** True for the id of a root cause. */
  isRoot(id: string | null): boolean {
    return id !== null && this.roots.has(id);
  }
}
