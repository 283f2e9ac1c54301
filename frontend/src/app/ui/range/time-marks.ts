import type { Stretch } from './time-range';
import type { Zone } from './zones';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const YEAR = 12 * MONTH;

/** A view longer than this has marks at whole minutes. */
const LIVELY_MS = 2 * MINUTE;
const SHORT_STEPS = [0.1, 0.2, 0.5, 1, 5, 10, 15, 30].map((n) => n * SECOND);
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14].map((n) => n * DAY),
  ...[1, 2, 3, 6].map((n) => n * MONTH),
  ...[1, 2, 5, 10].map((n) => n * YEAR),
];

/** Step between two marks of a time axis, so that labels of `room` px do not touch on `width` px. */
export function timeStep(windowMs: number, width: number, room: number): number {
  const most = Math.max(1, Math.floor(width / room));
  const steps = windowMs > LIVELY_MS ? STEPS : [...SHORT_STEPS, ...STEPS];
  return steps.find((step) => windowMs / step <= most) ?? windowMs;
}

/** Room that a label needs in a view of this length, px. */
export function markRoom(windowMs: number): number {
  return windowMs > LIVELY_MS ? 62 : 80;
}

/** Marks inside of `view` at whole steps of the zone's clocks: hours, midnights, Mondays, firsts of months. */
export function timeMarks(view: Stretch, step: number, zone: Zone): number[] {
  const marks: number[] = [];
  let mark = firstMark(view.from, step, zone);
  while (mark < view.from) mark = nextMark(mark, step, zone);
  for (; mark <= view.to; mark = nextMark(mark, step, zone)) marks.push(mark);
  return marks;
}

function firstMark(from: number, step: number, zone: Zone): number {
  if (step >= MONTH) {
    const months = Math.round(step / MONTH);
    const date = new Date(zone.wall(from));
    const count = date.getUTCFullYear() * 12 + date.getUTCMonth();
    return zone.monthStart(from, -(count % months));
  }
  if (step % (7 * DAY) === 0) return zone.weekStart(from);
  if (step >= DAY) return zone.dayStart(from, -(dayNumber(from, zone) % (step / DAY)));
  return zone.instant(Math.floor(zone.wall(from) / step) * step);
}

function nextMark(mark: number, step: number, zone: Zone): number {
  if (step >= MONTH) return zone.monthStart(mark, Math.round(step / MONTH));
  if (step >= DAY) return zone.dayStart(mark, Math.round(step / DAY));
  if (step <= HOUR) return mark + step;
  const next = zone.instant(zone.wall(mark) + step);
  return next > mark ? next : mark + step;
}

function dayNumber(t: number, zone: Zone): number {
  return Math.floor(zone.wall(t) / DAY);
}
