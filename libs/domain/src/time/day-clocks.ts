import { dayOf, type Day } from './day.js';
import type { Micros } from './micros.js';

/** The running day of one zone, its bounds at hand as numbers. */
export class DayClock implements Day {
  begins: Micros;
  ends: Micros;
  /** Changes between 0 and 1 with each day. */
  parity: 0 | 1 = 0;

  constructor(
    readonly zone: string,
    now: Micros,
  ) {
    ({ begins: this.begins, ends: this.ends } = dayOf(now, zone));
  }

  /** Goes on to the day of `now`, or back if our clock was set back. */
  follow(now: Micros): void {
    if (now >= this.begins && now < this.ends) return;
    ({ begins: this.begins, ends: this.ends } = dayOf(now, this.zone));
    this.parity = this.parity === 0 ? 1 : 0;
  }
}

/** The running days of all zones in use. Following costs two comparisons until some day ends. */
export class DayClocks {
  private readonly byZone = new Map<string, DayClock>();
  private now: Micros = 0;
  /** All days go on from here to there. */
  private from: Micros = -Infinity;
  private until: Micros = Infinity;

  /** The clock of a zone, always the same one; a zone that is not known throws a RangeError. */
  of(zone: string): DayClock {
    const known = this.byZone.get(zone);
    if (known) return known;
    const clock = new DayClock(zone, this.now);
    this.byZone.set(zone, clock);
    this.bound(clock);
    return clock;
  }

  /** To be called with the present before days are asked for. */
  follow(now: Micros): void {
    this.now = now;
    if (now >= this.from && now < this.until) return;
    this.from = -Infinity;
    this.until = Infinity;
    for (const clock of this.byZone.values()) {
      clock.follow(now);
      this.bound(clock);
    }
  }

  private bound({ begins, ends }: Day): void {
    this.from = Math.max(this.from, begins);
    this.until = Math.min(this.until, ends);
  }
}
