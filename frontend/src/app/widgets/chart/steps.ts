import type { Stretch } from './gaps';
import { firstFrom, lastUntil, type Points } from './source';

/** Points that the page keys move by. */
const LEAP = 10;

/**
 * Where a key moves the crosshair: a time, null for away, undefined if the key means nothing. Arrows go from point
 * to point, page keys by ten, Home and End to the edges, Escape away.
 */
export function keyPlace(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  points: Points | undefined,
  view: Stretch,
  cursor: number | null,
): number | null | undefined {
  const leap = shiftKey ? LEAP : 1;
  switch (key) {
    case 'ArrowLeft':
      return stepped(points, view, cursor, -leap);
    case 'ArrowRight':
      return stepped(points, view, cursor, leap);
    case 'PageUp':
      return stepped(points, view, cursor, -LEAP);
    case 'PageDown':
      return stepped(points, view, cursor, LEAP);
    case 'Home':
      return edge(points, view, -1);
    case 'End':
      return edge(points, view, 1);
    case 'Escape':
      return cursor === null ? undefined : null;
    default:
      return undefined;
  }
}

function stepped(
  points: Points | undefined,
  view: Stretch,
  cursor: number | null,
  steps: number,
): number | undefined {
  if (!points || points.length === 0) return undefined;
  if (cursor === null) return edge(points, view, 1);
  const here = steps > 0 ? lastUntil(points, cursor) : firstFrom(points, cursor);
  const first = firstFrom(points, view.from);
  const last = lastUntil(points, view.to);
  return points.time(Math.min(last, Math.max(first, here + steps)));
}

function edge(points: Points | undefined, view: Stretch, side: 1 | -1): number | undefined {
  if (!points || points.length === 0) return undefined;
  const place = side > 0 ? lastUntil(points, view.to) : firstFrom(points, view.from);
  const t = points.time(Math.min(points.length - 1, Math.max(0, place)));
  return t >= view.from && t <= view.to ? t : undefined;
}
