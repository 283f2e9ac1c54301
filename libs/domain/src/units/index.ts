/** Spellings of units that devices use, and the usual symbol that is stored and shown. */
const SYMBOLS = new Map<string, string>([
  ['cel', '°C'],
  ['c', '°C'],
  ['celsius', '°C'],
  ['degc', '°C'],
  ['deg c', '°C'],
  ['℃', '°C'],
  ['f', '°F'],
  ['fahrenheit', '°F'],
  ['degf', '°F'],
  ['℉', '°F'],
  ['percent', '%'],
  ['pct', '%'],
  ['%rh', '%'],
  ['hpa', 'hPa'],
  ['mbar', 'mbar'],
  ['kwh', 'kWh'],
  ['wh', 'Wh'],
  ['kw', 'kW'],
  ['lux', 'lx'],
  ['lx', 'lx'],
  ['m3', 'm³'],
  ['m3/h', 'm³/h'],
  ['m^3', 'm³'],
  ['ug/m3', 'µg/m³'],
  ['μg/m³', 'µg/m³'],
  ['dbm', 'dBm'],
]);

/** The usual symbol of a unit, whatever the device calls it; unknown units stay as they are. Never converts. */
export function unitSymbol(unit: string): string {
  const trimmed = unit.trim();
  return SYMBOLS.get(trimmed.toLowerCase()) ?? trimmed;
}
