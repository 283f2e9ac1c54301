import type { MetricMeta } from '@sensorium/contracts';

/** Units by the end of a name (documentation, "Common Device Data"). */
const ENDS = new Map<string, string>([
  ['C', '°C'],
  ['F', '°F'],
  ['hPa', 'hPa'],
  ['kPa', 'kPa'],
  ['PSI', 'psi'],
  ['inHg', 'inHg'],
  ['km_h', 'km/h'],
  ['kph', 'km/h'],
  ['m_s', 'm/s'],
  ['mi_h', 'mph'],
  ['mph', 'mph'],
  ['mm_h', 'mm/h'],
  ['in_h', 'in/h'],
  ['mm', 'mm'],
  ['in', 'in'],
  ['cm', 'cm'],
  ['km', 'km'],
  ['deg', '°'],
  ['lux', 'lx'],
  ['W_m2', 'W/m²'],
  ['W', 'W'],
  ['kW', 'kW'],
  ['kWh', 'kWh'],
  ['Wh', 'Wh'],
  ['VA', 'VA'],
  ['V', 'V'],
  ['mV', 'mV'],
  ['A', 'A'],
  ['mA', 'mA'],
  ['Hz', 'Hz'],
  ['dB', 'dB'],
  ['pct', '%'],
  ['ppm', 'ppm'],
  ['ppb', 'ppb'],
  ['ug_m3', 'µg/m³'],
  ['m3', 'm³'],
  ['L', 'L'],
  ['gal', 'gal'],
  ['kg', 'kg'],
]);

const END = /_([A-Za-z]+)(?:_([a-z0-9]+))?$/;

/** Of names without a unit in them. Levels are relative to full scale, unlike those of other receivers. */
const NAMES = new Map<string, MetricMeta>([
  ['rssi', { unit: 'dB' }],
  ['snr', { unit: 'dB' }],
  ['noise', { unit: 'dB' }],
  ['humidity', { unit: '%' }],
  ['moisture', { unit: '%' }],
  // Full or empty of most sensors, and a level from 0 to 1 of some: a boolean could not hold the level.
  ['battery_ok', { kind: 'number' }],
]);

/** What the documentation says of a value of this name. */
export function documented(name: string): MetricMeta | undefined {
  return NAMES.get(name) ?? byEnd(name);
}

/** By the unit in the end of a name alone. */
export function byEnd(name: string): MetricMeta | undefined {
  const [, first = '', second] = END.exec(name) ?? [];
  const unit = second === undefined ? ENDS.get(first) : (ENDS.get(`${first}_${second}`) ?? ENDS.get(second));
  return unit === undefined ? undefined : { unit };
}
