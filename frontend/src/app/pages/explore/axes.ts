/** Where a series is drawn: on one of the two value axes, or not at all since both have another unit. */
export type Side = 'left' | 'right' | 'none';

/** The units of the two value axes; undefined for an axis that is not there, null for values without a unit. */
export interface Axes {
  left?: string | null;
  right?: string | null;
}

/**
 * The first unit that is drawn has the axis on the left, the second that on the right. A third one has none: drawn
 * to the scale of another unit it would say what is not so.
 */
export function axesOf(units: readonly (string | null)[]): Axes {
  const [left, right] = [...new Set(units)];
  return { ...(left === undefined ? {} : { left }), ...(right === undefined ? {} : { right }) };
}

/** The axis of a unit. */
export function sideOf({ left, right }: Axes, unit: string | null): Side {
  if (unit === left) return 'left';
  return unit === right ? 'right' : 'none';
}
