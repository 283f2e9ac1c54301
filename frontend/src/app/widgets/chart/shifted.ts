import type { GapRule, KnownPast } from './gaps';
import type { Points } from './source';

/** Points as they would be `by` ms later. */
export class Shifted implements Points {
  constructor(
    readonly points: Points,
    readonly by: number,
  ) {}

  get length(): number {
    return this.points.length;
  }

  time(index: number): number {
    return this.points.time(index) + this.by;
  }

  value(index: number): number {
    return this.points.value(index);
  }
}

/** The rule for points that are {@link Shifted}: what is known of their silence goes with them. */
export function shiftedRule(gapMs: number, held: boolean, known: KnownPast | null, by: number): GapRule {
  const moved = known && {
    ...known,
    from: known.from + by,
    to: known.to + by,
    until: known.until + by,
    gaps: known.gaps.map(({ from, to }) => ({ from: from + by, to: to + by })),
  };
  return { gapMs, outages: [], held, known: moved };
}
