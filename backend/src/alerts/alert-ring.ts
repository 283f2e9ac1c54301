import type { Alert } from '@sensorium/contracts';

/** Changes that are held for who resumes. */
export const RING_SIZE = 2_000;

/** The last changes of alerts, each with its place in the count of all. */
export class AlertRing {
  /** Changes since the start of the epoch. */
  count = 0;
  private readonly held: Alert[] = [];

  add(alert: Alert): void {
    this.held[this.count % RING_SIZE] = alert;
    this.count += 1;
  }

  /** The changes after the first `count` ones, in order; undefined if some of them are no longer held. */
  since(count: number): Alert[] | undefined {
    const missing = this.count - count;
    if (missing < 0 || missing > this.held.length) return undefined;
    return Array.from({ length: missing }, (_, place) => this.held[(count + place) % RING_SIZE]).flatMap(
      (alert) => alert ?? [],
    );
  }
}
