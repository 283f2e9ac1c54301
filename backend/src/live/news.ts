import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { LiveStep } from '../ports/live-bus.js';
import { LiveReader } from './live-reader.js';
import type { Subscription } from './subscription.js';

/** Those who listen for one selection, and how many of its readings there were when they last heard. */
interface Group {
  subscription: Subscription;
  listeners: Set<() => void>;
  passed: number;
}

/** Calls whoever waits for readings of a selection when there are any. Looks once a step for equal selections. */
@Injectable()
export class News implements OnModuleDestroy {
  private readonly groups = new Map<string, Group>();
  private readonly stop: () => void;

  constructor(
    @Inject(FLEET_VIEW) fleet: FleetView,
    @Inject(LiveReader) private readonly reader: LiveReader,
  ) {
    this.stop = fleet.onStep((step) => this.step(step));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** Calls `listener` after each step with readings of the selection, and now and then without; ends by its result. */
  listen(subscription: Subscription, listener: () => void): () => void {
    const { key } = subscription;
    const group = this.groups.get(key) ?? this.begin(subscription);
    group.listeners.add(listener);
    return () => {
      group.listeners.delete(listener);
      if (group.listeners.size === 0 && this.groups.get(key) === group) this.groups.delete(key);
    };
  }

  private begin(subscription: Subscription): Group {
    const { passed } = this.reader.endOf(subscription);
    const group = { subscription, listeners: new Set<() => void>(), passed };
    this.groups.set(subscription.key, group);
    return group;
  }

  private step({ devices, removed, readings }: LiveStep): void {
    if (!readings && removed.length === 0) return;
    const isOther = devices.length + removed.length > 0;
    for (const group of this.groups.values()) {
      const { passed } = this.reader.endOf(group.subscription);
      if (passed === group.passed && !isOther) continue;
      group.passed = passed;
      for (const listener of [...group.listeners]) listener();
    }
  }
}
