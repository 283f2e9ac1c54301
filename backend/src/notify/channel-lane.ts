import type { StoredDelivery } from '../ports/notify-store.js';

/** Deliveries of one channel, oldest first. One is under way at a time; for each alert they go in order. */
export class ChannelLane {
  isBusy = false;
  /** The service asked for rest until then, ms. */
  pausedUntil = 0;
  private readonly waiting: StoredDelivery[] = [];

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  get length(): number {
    return this.waiting.length;
  }

  add(delivery: StoredDelivery): void {
    this.waiting.push(delivery);
  }

  replace(delivery: StoredDelivery): void {
    const place = this.waiting.findIndex(({ id }) => id === delivery.id);
    if (place !== -1) this.waiting[place] = delivery;
  }

  remove(id: string): void {
    const place = this.waiting.findIndex((one) => one.id === id);
    if (place !== -1) this.waiting.splice(place, 1);
  }

  /** The next that is due; one waits behind an earlier one that is about the same alert. */
  next(now: number): StoredDelivery | undefined {
    if (this.isBusy || this.pausedUntil > now) return undefined;
    return this.ready().find(({ nextAt }) => (nextAt ?? 0) <= now);
  }

  /** When there is something to do next, ms; undefined if nothing waits. */
  due(): number | undefined {
    if (this.isBusy) return undefined;
    const times = this.ready().map(({ nextAt }) => nextAt ?? 0);
    if (times.length === 0) return undefined;
    return Math.max(
      times.reduce((a, b) => Math.min(a, b)),
      this.pausedUntil,
    );
  }

  private ready(): StoredDelivery[] {
    const earlier = new Set<string>();
    return this.waiting.filter(({ alerts }) => {
      const isFirst = alerts.every((alert) => !earlier.has(alert));
      for (const alert of alerts) earlier.add(alert);
      return isFirst;
    });
  }
}
