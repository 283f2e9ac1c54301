import type { Stretch } from './gaps';
import { firstFrom, type Points } from './source';

/** A threshold of a metric, in its unit. */
export interface Limit {
  value: number;
  severity: 'info' | 'warning' | 'critical';
  side: 'above' | 'below';
  /** Not a limit itself, but where a value counts as back inside. */
  clears?: boolean;
}

/** A limit further away than so many spans of the data stays out of the picture. */
const FAR = 12;
/** Least span for that, as a share of the values' size: a steady value still shows its limits. */
const REACH_SHARE = 0.02;
/** Least span of the axis as a share of the values' size, so that noise does not fill the chart. */
const LEAST_SHARE = 0.01;

/** Lowest and highest value of the lines inside of `view`; undefined without any. */
export function extent(lines: readonly Points[], view: Stretch): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const points of lines) {
    for (let i = firstFrom(points, view.from); i < points.length && points.time(i) <= view.to; i++) {
      const v = points.value(i);
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** Lowest and highest of the lines' newest values, for a view without data; undefined if there are none. */
export function lastKnown(lines: readonly Points[]): [number, number] | undefined {
  const values = lines.flatMap((points) => (points.length > 0 ? [points.value(points.length - 1)] : []));
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : undefined;
}

/** Range of the value axis: the data, the limits near it, room at both ends, and zero if it is asked for. */
export function valueRange(
  data: [number, number] | undefined,
  limits: readonly Pick<Limit, 'value'>[],
  fromZero = false,
): [number, number] {
  const [least, high] = data ?? [0, 1];
  const low = fromZero ? Math.min(0, least) : least;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const span = Math.max(high - low, size * LEAST_SHARE) || 1;
  const reach = FAR * Math.max(high - low, size * REACH_SHARE);
  const near = limits
    .map(({ value }) => value)
    .filter((value) => value >= low - reach && value <= high + reach);
  const bottom = Math.min(low, ...near);
  const top = Math.max(high, ...near);
  const missing = Math.max(0, span - (top - bottom)) / 2;
  const room = Math.max(top - bottom, span) * 0.08;
  const floor = low >= 0 && bottom >= 0 && bottom - missing - room < 0 ? 0 : bottom - missing - room;
  return [floor, top + missing + room];
}

/** Decimals that numbers with this distance need to differ, 0 to 6. */
export function decimalsOfStep(step: number): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled)) return decimals;
  }
  return 6;
}

/** Least distances so that neighbours lie `room` apart, in their order; for the names at the ends of lines. */
export function spread(places: readonly number[], room: number, top: number, bottom: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  let least = top;
  for (const one of order) {
    one.place = Math.max(one.place, least);
    least = one.place + room;
  }
  let most = bottom;
  for (const one of order.reverse()) {
    one.place = Math.min(one.place, most);
    most = one.place - room;
  }
  const result = [...places];
  for (const { place, index } of order) result[index] = place;
  return result;
}
