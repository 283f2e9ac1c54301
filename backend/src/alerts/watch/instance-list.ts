import { Logger } from '@nestjs/common';
import { adopt, AlertInstance, type Evaluator } from '@sensorium/domain/alerts';
import { isDeepStrictEqual } from 'node:util';
import type { StoredInstance, StoredRule } from '../../ports/alert-store.js';
import type { WatchedDevice } from '../../ports/alert-watch.js';
import { concerns, evaluatorFor, looksFarBack, newSlot, type Slot, type Watched } from './watched.js';

/** Rules at work on devices, all together. */
export const INSTANCES_MAX = 200_000;

/** What needs the readings of one series. */
export interface SeriesWatch {
  metric: string;
  watched: Watched[];
}

/** How a change of a rule or a device left an instance. */
export type Fitted =
  { watched: Watched; became: 'new' | 'changed' | 'same' } | { watched: Watched | undefined; became: 'off' };

/** Which rules are at work on which devices: by device, and by the numbers of series for the way of readings. */
export class InstanceList {
  count = 0;
  private readonly logger = new Logger('alerts');
  private readonly slots = new Map<string, Slot>();
  /** By number of the series; a series without rules has nothing here. */
  private readonly bySeries: (SeriesWatch | undefined)[] = [];
  private isFull = false;
  /** Instances by rule, and devices in the scope of rules that were asked for since a device changed. */
  private readonly byRule = new Map<string, number>();
  private readonly scopes = new Map<StoredRule, number>();

  /** What is to be done with a reading of this series. */
  at(n: number): SeriesWatch | undefined {
    return this.bySeries[n];
  }

  slot(uid: string): Slot | undefined {
    return this.slots.get(uid);
  }

  all(): Iterable<Slot> {
    return this.slots.values();
  }

  /** The slot of a device, as the device is now. */
  put(device: WatchedDevice): Slot {
    this.scopes.clear();
    const slot = this.slots.get(device.uid);
    if (slot) {
      slot.device = device;
      return slot;
    }
    const made = newSlot(device);
    this.slots.set(device.uid, made);
    return made;
  }

  remove(slot: Slot): void {
    this.scopes.clear();
    this.slots.delete(slot.device.uid);
    for (const { n } of slot.device.metrics.values()) {
      if (this.bySeries[n]?.watched[0]?.slot === slot) this.bySeries[n] = undefined;
    }
  }

  /** Has a rule evaluated on a device as both are now, beginning with `stored` if it is new; or no longer. */
  fit(rule: StoredRule, slot: Slot, stored?: StoredInstance): Fitted {
    const known = slot.watched.get(rule.id);
    const evaluator = evaluatorFor(rule, slot.device);
    if (!evaluator || (known && known.rule.metric !== rule.metric)) return { watched: known, became: 'off' };
    if (known) return { watched: known, became: refit(known, rule, evaluator) };
    if (this.count >= INSTANCES_MAX) {
      this.noteFull();
      return { watched: undefined, became: 'off' };
    }
    const instance = new AlertInstance(evaluator, stored && adopt(stored.state, stored.evaluator, evaluator));
    const waits = { queuedAt: Infinity, place: -1 };
    const isKept = looksFarBack(evaluator);
    const watched: Watched = { ...waits, rule, slot, instance, isKept, alert: null, isGone: false };
    slot.watched.set(rule.id, watched);
    this.add(rule.id, 1);
    return { watched, became: 'new' };
  }

  /** Takes an instance off its device. */
  drop(watched: Watched): void {
    if (watched.isGone) return;
    watched.isGone = true;
    watched.slot.watched.delete(watched.rule.id);
    this.add(watched.rule.id, -1);
  }

  /** Brings the way of readings of a device up to date; after its instances or its series changed. */
  link(slot: Slot): void {
    const all = [...slot.watched.values()];
    for (const [metric, { n }] of slot.device.metrics) {
      const watched = all.filter(({ instance: { evaluator } }) => {
        return evaluator.metrics.length === 0 || evaluator.metrics.includes(metric);
      });
      this.bySeries[n] = watched.length === 0 ? undefined : { metric, watched };
    }
  }

  /** On how many devices a rule is at work. */
  countOf(rule: string): number {
    return this.byRule.get(rule) ?? 0;
  }

  /** How many devices are in the scope of a rule and have one of its metrics. */
  concerned(rule: StoredRule): number {
    const known = this.scopes.get(rule);
    if (known !== undefined) return known;
    let count = 0;
    for (const { device } of this.slots.values()) if (concerns(rule, device)) count += 1;
    this.scopes.set(rule, count);
    return count;
  }

  private add(rule: string, more: number): void {
    this.count += more;
    const count = this.countOf(rule) + more;
    if (count > 0) this.byRule.set(rule, count);
    else this.byRule.delete(rule);
  }

  private noteFull(): void {
    if (!this.isFull)
      this.logger.warn(`more than ${INSTANCES_MAX} rules on devices: the rest is not watched`);
    this.isFull = true;
  }
}

/** Lets a changed rule, or one of a changed device, go on from where it is. */
function refit(watched: Watched, rule: StoredRule, evaluator: Evaluator): 'changed' | 'same' {
  watched.rule = rule;
  const before = watched.instance.evaluator;
  if (isDeepStrictEqual(before, evaluator)) return 'same';
  watched.isKept = looksFarBack(evaluator);
  watched.instance = new AlertInstance(evaluator, adopt(watched.instance.snapshot(), before, evaluator));
  return 'changed';
}
