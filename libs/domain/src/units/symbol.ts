import { UNITS, type Unit } from './table.js';

/** Units by symbol and alias as they are written, and by the same in lower case, where the first keeps its place. */
const exact = new Map<string, Unit>();
const lower = new Map<string, Unit>();
for (const unit of UNITS) exact.set(unit.symbol, unit);
for (const unit of UNITS) {
  for (const alias of unit.aliases) if (!exact.has(alias)) exact.set(alias, unit);
  for (const name of [unit.symbol, ...unit.aliases]) {
    if (!lower.has(name.toLowerCase())) lower.set(name.toLowerCase(), unit);
  }
}

/** The unit that a device means; the case counts where it tells two apart (`mW`, `MW`). Undefined for unknown ones. */
export function findUnit(name: string): Unit | undefined {
  const trimmed = name.trim();
  return exact.get(trimmed) ?? lower.get(trimmed.toLowerCase());
}

/** The usual symbol of a unit, whatever the device calls it; unknown units stay as they are. Never converts. */
export function unitSymbol(name: string): string {
  return findUnit(name)?.symbol ?? name.trim();
}
