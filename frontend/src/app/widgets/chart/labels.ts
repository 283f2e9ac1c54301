import type { Gap } from './gaps';
import type { Points } from './source';
import { traceOf } from './trace';

/** A box on the canvas, px. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A line as it lies on the canvas: its points, where a time and a value lie, and the time of a place. */
export interface Course {
  points: Points;
  gaps: readonly Gap[];
  x: (t: number) => number;
  y: (v: number) => number;
  time: (x: number) => number;
}

/** What words should not stand on: measured lines, and other words. */
export interface Occupied {
  courses: readonly Course[];
  boxes: readonly Box[];
}

/** The first of `places` where nothing else is; the first of all if there is none. */
export function freeBox(places: readonly [Box, ...Box[]], { courses, boxes }: Occupied): Box {
  const isFree = (place: Box): boolean =>
    !boxes.some((box) => laps(box, place)) && !courses.some((course) => runsThrough(course, place));
  return places.find(isFree) ?? places[0];
}

/** True if a line touches the box on its way from point to point; over a gap there is no line. */
export function runsThrough({ points, gaps, x, y, time }: Course, box: Box): boolean {
  const view = { from: time(box.left), to: time(box.left + box.width) };
  let before: { x: number; y: number } | null = null;
  for (const { t, v, joined } of traceOf(points, gaps, view)) {
    const at = { x: x(t), y: y(v) };
    if (touches(joined && before ? before : at, at, box)) return true;
    before = at;
  }
  return false;
}

function touches(a: { x: number; y: number }, b: { x: number; y: number }, box: Box): boolean {
  const from = Math.max(a.x, box.left);
  const to = Math.min(b.x, box.left + box.width);
  if (from > to) return false;
  const height = (x: number): number => a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
  const ends = b.x === a.x ? [a.y, b.y] : [height(from), height(to)];
  return Math.max(...ends) >= box.top && Math.min(...ends) <= box.top + box.height;
}

function laps(a: Box, b: Box): boolean {
  const across = a.left < b.left + b.width && b.left < a.left + a.width;
  return across && a.top < b.top + b.height && b.top < a.top + a.height;
}
