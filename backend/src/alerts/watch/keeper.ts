import type { Alert, AlertReason } from '@sensorium/contracts';
import { AlertInstance, close } from '@sensorium/domain/alerts';
import type { StoredInstance, StoredRule } from '../../ports/alert-store.js';
import type { HeardTimes } from './heard-times.js';
import type { Incidents } from './incidents.js';
import type { InstanceList } from './instance-list.js';
import type { Outbox } from './outbox.js';
import type { RootCauses } from './root-causes.js';
import type { RuleBook } from './rule-book.js';
import type { TimerHeap } from './timer-heap.js';
import { countsSilence, keyOf, subjectOf, type Slot, type Watched } from './watched.js';

interface KeeperParts {
  book: RuleBook;
  list: InstanceList;
  incidents: Incidents;
  outbox: Outbox;
  timers: TimerHeap<Watched>;
  heard: HeardTimes;
  roots: RootCauses;
}

/** Puts rules to work on devices and takes them off, as rules and devices come, change and go. Times in µs. */
export class Keeper {
  constructor(private readonly parts: KeeperParts) {}

  /** A rule that is new or changed: on every device that it covers now, and no other. */
  ruleChanged(rule: StoredRule, now: number): void {
    this.parts.book.put(rule);
    for (const slot of this.parts.list.all()) {
      if (this.fit(rule, slot, now, rule.enabled ? 'out-of-scope' : 'rule-disabled')) {
        this.parts.list.link(slot);
      }
    }
  }

  ruleRemoved(id: string, now: number): void {
    this.parts.book.remove(id);
    for (const slot of this.parts.list.all()) {
      const watched = slot.watched.get(id);
      if (!watched) continue;
      this.end(watched, 'rule-deleted', now);
      this.parts.list.link(slot);
    }
  }

  /** A device that is new or changed. `stored`: states of before this start by rule. */
  device(slot: Slot, now: number, stored?: ReadonlyMap<string, StoredInstance>): void {
    const before = Array.from(slot.watched.values(), ({ rule }) => rule);
    const rules = new Set([...this.parts.book.candidates(slot.device.publicId), ...before]);
    for (const rule of rules) this.fit(rule, slot, now, 'out-of-scope', stored?.get(rule.id));
    this.parts.list.link(slot);
  }

  deviceRemoved(slot: Slot, now: number): void {
    for (const watched of [...slot.watched.values()]) this.end(watched, 'device-deleted', now);
    this.parts.list.remove(slot);
  }

  /** How many devices a rule covers: where it is at work, or of one that is switched off where it would be. */
  matches(rule: StoredRule): number {
    return rule.enabled ? this.parts.list.countOf(rule.id) : this.parts.list.concerned(rule);
  }

  /** Lets an instance whose input changed something wait for its next time. */
  queue(watched: Watched): void {
    if (!watched.isGone) this.parts.timers.set(watched, watched.instance.dueAt);
  }

  /** Stops or continues the timers of a device's rules: something came between us and it, or went. */
  recheck(slots: Iterable<Slot>, now: number): void {
    for (const slot of slots) {
      for (const watched of slot.watched.values()) {
        this.mute(watched, now);
        this.parts.incidents.cover(watched, now);
      }
    }
  }

  /** An incident that was open before this start and has no instance any more. */
  closeOrphan(alert: Alert, now: number): void {
    const rule = this.parts.book.get(alert.rule.id);
    const subject = { condition: { type: 'silent', afterMs: 0 }, forMs: 0, clearForMs: 0 } as const;
    const about = { ...subject, metric: alert.metric, unit: alert.unit, values: null };
    this.parts.incidents.record(close(alert, about, this.orphanReason(alert, rule), now), null);
  }

  /** An instance whose incident is lost begins anew. */
  reset(watched: Watched): void {
    watched.instance = new AlertInstance(watched.instance.evaluator);
    this.parts.outbox.instance(watched);
  }

  private orphanReason({ uid }: Alert, rule: StoredRule | undefined): AlertReason {
    if (!rule) return 'rule-deleted';
    if (uid === null || !this.parts.list.slot(uid)) return 'device-deleted';
    return rule.enabled ? 'out-of-scope' : 'rule-disabled';
  }

  /** Returns true if instances of the device came, went or changed. */
  private fit(
    rule: StoredRule,
    slot: Slot,
    now: number,
    reason: AlertReason,
    stored?: StoredInstance,
  ): boolean {
    let fitted = this.parts.list.fit(rule, slot, stored);
    const old = fitted.became === 'off' ? fitted.watched : undefined;
    if (old) {
      this.end(old, rule.metric === old.rule.metric ? reason : 'rule-changed', now);
      fitted = this.parts.list.fit(rule, slot);
    }
    if (fitted.became === 'off') return old !== undefined;
    const { watched, became } = fitted;
    if (became === 'new') this.begin(watched, now, stored !== undefined);
    if (became === 'changed' && watched.instance.phase !== 'ok') this.parts.outbox.instance(watched);
    this.parts.incidents.redescribe(watched, now);
    this.queue(watched);
    return true;
  }

  /** Tells a new instance what it needs to know of the time before it. */
  private begin(watched: Watched, now: number, isRestored: boolean): void {
    const { instance, slot } = watched;
    if (countsSilence(instance.evaluator)) instance.heard(this.heardAt(watched) || now);
    for (const [metric, since] of slot.quiet) {
      if (!isRestored && instance.evaluator.metrics.includes(metric)) instance.quiet(metric, since, now);
    }
    this.mute(watched, now);
  }

  /** When that was heard last whose silence counts. */
  private heardAt({ instance, slot }: Watched): number {
    const { metrics } = instance.evaluator;
    const names = metrics.length === 0 ? [...slot.device.metrics.keys()] : metrics;
    return Math.max(
      0,
      ...names.map((metric) => this.parts.heard.of(slot.device.metrics.get(metric)?.n ?? -1)),
    );
  }

  private mute(watched: Watched, now: number): void {
    const { instance } = watched;
    const change = this.parts.roots.mutes(watched) ? instance.pause(now) : instance.resume(now);
    this.parts.incidents.changed(watched, change, now);
    this.queue(watched);
  }

  private end(watched: Watched, reason: AlertReason, now: number): void {
    const { incidents, list, outbox, timers } = this.parts;
    incidents.changed(watched, watched.instance.end(reason, now), now);
    const { alert } = watched;
    if (alert) incidents.record(close(alert, subjectOf(watched), reason, now), watched);
    outbox.gone(keyOf(watched));
    list.drop(watched);
    timers.set(watched, Infinity);
  }
}
