import type { ShownUnit } from '../../ui/units/shown-unit';

/** Distances of marks, as multiples of a power of ten. */
const ROUND = [1, 2, 2.5, 5, 10];

/**
 * Marks of a value axis from `low` to `high`, as stored values: where the viewer's unit has round numbers, at least
 * `least` from each other.
 */
export function shownMarks(low: number, high: number, least: number, unit: ShownUnit): number[] {
  const step = unit.isStored ? least : roundUp(unit.difference(least));
  const first = Math.ceil(unit.value(low) / step - 1e-9);
  const last = Math.floor(unit.value(high) / step + 1e-9);
  const marks: number[] = [];
  for (let i = first; i <= last; i++) marks.push(unit.stored(Number((i * step).toPrecision(12))));
  return marks;
}

function roundUp(distance: number): number {
  const size = 10 ** Math.floor(Math.log10(distance));
  return size * (ROUND.find((one) => one * size >= distance * (1 - 1e-9)) ?? 10);
}
