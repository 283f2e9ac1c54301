import type { Gap, Stretch } from './gaps';
import type { Points } from './source';
import { traceOf } from './trace';

/** Room above and below a line, px. */
const ROOM = 4;

/** How an SVG of `height` px places times and values. */
export interface Outline {
  view: Stretch;
  x: (t: number) => number;
  height: number;
  /** Lowest and highest value. */
  extent: readonly [low: number, high: number];
}

/** A line as the path of an SVG; gaps stay open. */
export function outlineOf(
  points: Points,
  gaps: readonly Gap[],
  { view, x, height, extent: [low, high] }: Outline,
): string {
  const scale = (height - 2 * ROOM) / (high - low || 1);
  const y = (v: number): string => (high > low ? height - ROOM - (v - low) * scale : height / 2).toFixed(1);
  const parts: string[] = [];
  for (const { t, v, joined } of traceOf(points, gaps, view))
    parts.push(`${joined ? 'L' : 'M'}${x(t).toFixed(1)} ${y(v)}`);
  return parts.join('');
}
