import { findUnit } from './symbol.js';
import type { Unit } from './table.js';

/** Units that a viewer may choose in place of one another: stored values stay as they are. */
const CHOICES: readonly (readonly string[])[] = [
  ['°C', '°F', 'K'],
  ['Pa', 'hPa', 'mbar', 'kPa', 'bar', 'mmHg', 'inHg', 'psi'],
  ['Wh', 'kWh', 'MWh', 'MJ', 'W·min'],
  ['W', 'kW'],
  ['m/s', 'km/h', 'mph', 'kn'],
  ['m', 'cm', 'mm', 'km', 'in', 'ft', 'mi'],
  ['L', 'm³', 'gal'],
  ['L/min', 'L/h', 'm³/h'],
  ['mm/h', 'in/h'],
];

/** Units in which values of `unit` can be shown, itself included; only itself where there is no choice. */
export function displayUnits(unit: string): readonly string[] {
  const symbol = findUnit(unit)?.symbol ?? unit;
  return CHOICES.find((choice) => choice.includes(symbol)) ?? [symbol];
}

/** How values in one unit become values in another: `value × factor + offset`. */
export interface Conversion {
  factor: number;
  offset: number;
}

/** The conversion between two units; undefined where one is unknown or they measure different things. */
export function conversion(from: string, to: string): Conversion | undefined {
  const [source, target] = [findUnit(from), findUnit(to)];
  if (!source || source.quantity !== target?.quantity) return undefined;
  if (source === target) return { factor: 1, offset: 0 };
  return {
    factor: source.factor / target.factor,
    offset: (offsetOf(source) - offsetOf(target)) / target.factor,
  };
}

/** A value in another unit; undefined where that means nothing. */
export function convert(value: number, from: string, to: string): number | undefined {
  const found = conversion(from, to);
  return found && value * found.factor + found.offset;
}

function offsetOf({ offset = 0 }: Unit): number {
  return offset;
}
