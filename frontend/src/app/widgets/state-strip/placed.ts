/** Narrower than this nothing is seen, px. */
const LEAST_PX = 3;
/** From here on a block has edges, which take a px of it. */
const EDGED_PX = 6;

/** Where a block lies on a strip, % of its width. `slim`: too narrow for edges. */
export interface Placed {
  left: number;
  width: number;
  slim: boolean;
}

/** The place of what lasts from `from` to `to` (%) on a strip of `px`: however short, it can be seen, and inside. */
export function placed(from: number, to: number, px: number): Placed {
  const least = (100 * LEAST_PX) / Math.max(LEAST_PX, px);
  const width = Math.max(least, to - from);
  const left = Math.max(0, Math.min(from, 100 - width));
  return { left, width, slim: (width / 100) * px < EDGED_PX };
}
