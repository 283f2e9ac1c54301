/**
 * Our own time in µs since the epoch. It follows the system's clock but never goes back: readings that
 * come one after the other are stamped so.
 */
export class Clock {
  private last = 0;

  now(): number {
    const system = Math.round((performance.timeOrigin + performance.now()) * 1_000);
    this.last = Math.max(this.last, system);
    return this.last;
  }
}
