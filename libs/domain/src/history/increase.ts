/** Part of the range of a counter, at its upper and its lower end, that tells a roll-over from a reset. */
const ROLLOVER_PART = 0.1;

/**
 * What a counter counts. A fall is a reset, and what it shows after it counts from 0. If the highest value `max`
 * of the counter is known and the fall starts in its last tenth and ends in its first, it is a roll-over, and
 * what was left to `max` counts too. Values below 0 after a fall count nothing.
 */
export class Increase {
  resets = 0;
  rollovers = 0;
  /** Value of the sample before, NaN if there was none. */
  private last = Number.NaN;

  constructor(private readonly max: number | null) {}

  /** Takes the next sample; returns how much the counter grew since the one before, 0 for the first. */
  next(value: number): number {
    const before = this.last;
    this.last = value;
    if (Number.isNaN(before)) return 0;
    if (value >= before) return value - before;
    return this.fall(before, value);
  }

  /**
   * Takes consecutive samples by their summary: the first and last value, the increase among them and the number
   * of falls, each taken for a reset. Right for counters without `max`, and for spans without a fall.
   */
  span(span: { v0: number; v1: number; increase: number; drops: number }): number {
    const growth = this.next(span.v0) + span.increase;
    this.resets += span.drops;
    this.last = span.v1;
    return growth;
  }

  private fall(before: number, value: number): number {
    const { max } = this;
    if (max !== null && isRollover(before, value, max)) {
      this.rollovers += 1;
      return max - before + value;
    }
    this.resets += 1;
    return Math.max(value, 0);
  }
}

function isRollover(before: number, value: number, max: number): boolean {
  const atTop = before >= max * (1 - ROLLOVER_PART) && before <= max;
  return atTop && value >= 0 && value <= max * ROLLOVER_PART;
}
