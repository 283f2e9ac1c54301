import type { GroupState } from '@sensorium/domain/notify';
import type { NotifyChanges, StoredChannel, StoredDelivery } from '../ports/notify-store.js';

/** Finished deliveries that wait to be written; beyond it the oldest are no longer in the log. */
const FINISHED_MAX = 10_000;

/** What the dispatcher has still to save; a later change of the same thing takes the place of an earlier one. */
export class PendingChanges {
  private readonly groups = new Map<string, GroupState | null>();
  private readonly deliveries = new Map<string, StoredDelivery>();
  private readonly channels = new Map<string, StoredChannel>();
  private readonly goneSubscribers = new Set<string>();
  private handled: number | undefined;

  get isEmpty(): boolean {
    const { groups, deliveries, channels, goneSubscribers } = this;
    const sizes = [groups, deliveries, channels, goneSubscribers].map(({ size }) => size);
    return this.handled === undefined && sizes.every((size) => size === 0);
  }

  add(changes: NotifyChanges): void {
    for (const key of changes.removedGroups ?? []) this.groups.set(key, null);
    for (const group of changes.groups ?? []) this.groups.set(group.key, group);
    for (const delivery of changes.deliveries ?? []) this.deliveries.set(delivery.id, delivery);
    for (const channel of changes.channels ?? []) this.channels.set(channel.id, channel);
    for (const id of changes.removedChannels ?? []) this.channels.delete(id);
    for (const id of changes.removedSubscribers ?? []) this.goneSubscribers.add(id);
    this.handled = changes.handled ?? this.handled;
    this.bound();
  }

  /** All of it, for one transaction; nothing is left here. */
  take(): NotifyChanges {
    const groups = [...this.groups];
    const changes: NotifyChanges = {
      groups: groups.flatMap(([, group]) => group ?? []),
      removedGroups: groups.filter(([, group]) => group === null).map(([key]) => key),
      channels: [...this.channels.values()],
      deliveries: [...this.deliveries.values()],
      removedSubscribers: [...this.goneSubscribers],
      ...(this.handled === undefined ? {} : { handled: this.handled }),
    };
    for (const kept of [this.groups, this.deliveries, this.channels, this.goneSubscribers]) kept.clear();
    this.handled = undefined;
    return changes;
  }

  /** Puts back what could not be written; what came meanwhile is newer. */
  putBack(changes: NotifyChanges): void {
    const newer = this.take();
    this.add(changes);
    this.add(newer);
  }

  private bound(): void {
    if (this.deliveries.size <= FINISHED_MAX) return;
    for (const [id, { state }] of this.deliveries) {
      if (this.deliveries.size <= FINISHED_MAX) return;
      if (state !== 'waiting') this.deliveries.delete(id);
    }
  }
}
