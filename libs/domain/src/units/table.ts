/** What a unit measures: units of one quantity can be turned into each other. */
export type Quantity =
  | 'temperature'
  | 'ratio'
  | 'pressure'
  | 'power'
  | 'apparent-power'
  | 'reactive-power'
  | 'energy'
  | 'current'
  | 'voltage'
  | 'frequency'
  | 'resistance'
  | 'speed'
  | 'acceleration'
  | 'length'
  | 'mass'
  | 'volume'
  | 'flow'
  | 'precipitation'
  | 'concentration'
  | 'parts'
  | 'illuminance'
  | 'irradiance'
  | 'angle'
  | 'rotation'
  | 'conductivity'
  | 'sound'
  | 'level'
  | 'signal'
  | 'link-quality'
  | 'duration'
  | 'data'
  | 'data-rate';

/**
 * A unit: `value × factor + offset` is its value in the base unit of its quantity (the one with factor 1). Aliases in
 * lower case, but where case tells units apart.
 */
export interface Unit {
  symbol: string;
  quantity: Quantity;
  factor: number;
  offset?: number;
  aliases: readonly string[];
}

function unit(quantity: Quantity, symbol: string, factor: number, ...aliases: string[]): Unit {
  return { symbol, quantity, factor, aliases };
}

const FAHRENHEIT: Unit = {
  ...unit(
    'temperature',
    '°F',
    5 / 9,
    'f',
    'fahrenheit',
    'degf',
    'deg f',
    '℉',
    'degrees fahrenheit',
    '&deg;f',
  ),
  offset: -160 / 9,
};
const KELVIN: Unit = { ...unit('temperature', 'K', 1, 'kelvin'), offset: -273.15 };

/** The usual symbols with the spellings that devices, SenML (RFC 8428, 12.1) and UCUM use for them. */
export const UNITS: readonly Unit[] = [
  unit(
    'temperature',
    '°C',
    1,
    'cel',
    'c',
    'celsius',
    'degc',
    'deg c',
    '℃',
    'degrees celsius',
    '° c',
    'ºc',
    '&deg;c',
  ),
  FAHRENHEIT,
  KELVIN,
  unit('ratio', '%', 1, 'percent', 'pct', '%rh', '%el', '%eh', '% rh', 'percentage', 'rh%'),
  unit('ratio', '‰', 0.1, 'permille'),
  unit('pressure', 'Pa', 1, 'pascal'),
  unit('pressure', 'hPa', 100, 'hectopascal'),
  unit('pressure', 'kPa', 1_000, 'kilopascal'),
  unit('pressure', 'mbar', 100, 'millibar'),
  unit('pressure', 'bar', 100_000),
  unit('pressure', 'mmHg', 133.322_387_415, 'torr', 'mm hg'),
  unit('pressure', 'inHg', 3_386.389, 'in hg'),
  unit('pressure', 'psi', 6_894.757_293_168),
  unit('power', 'W', 1, 'watt', 'watts'),
  unit('power', 'mW', 0.001, 'milliwatt'),
  unit('power', 'kW', 1_000, 'kilowatt'),
  unit('power', 'MW', 1_000_000, 'megawatt'),
  unit('apparent-power', 'VA', 1),
  unit('apparent-power', 'kVA', 1_000),
  unit('reactive-power', 'var', 1, 'vars'),
  unit('reactive-power', 'kvar', 1_000),
  unit('energy', 'J', 1, 'joule', 'ws'),
  unit('energy', 'kJ', 1_000),
  unit('energy', 'MJ', 1_000_000),
  unit('energy', 'GJ', 1e9),
  unit('energy', 'W·min', 60, 'wmin', 'watt-minute', 'watt-minutes', 'w min', 'w*min', 'wm'),
  unit('energy', 'Wh', 3_600, 'watt-hour', 'watt hours'),
  unit('energy', 'kWh', 3_600_000, 'kw/h', 'kw h'),
  unit('energy', 'MWh', 3.6e9),
  unit('energy', 'mWh', 3.6),
  unit('current', 'A', 1, 'ampere', 'amp', 'amps'),
  unit('current', 'mA', 0.001, 'milliampere'),
  unit('current', 'µA', 1e-6, 'ua'),
  unit('voltage', 'V', 1, 'volt', 'volts', 'vdc', 'vac'),
  unit('voltage', 'mV', 0.001, 'millivolt', 'millivolts'),
  unit('voltage', 'kV', 1_000),
  unit('frequency', 'Hz', 1, 'hertz'),
  unit('frequency', 'kHz', 1_000),
  unit('frequency', 'MHz', 1e6),
  unit('frequency', 'GHz', 1e9),
  unit('resistance', 'Ω', 1, 'ohm', 'ohms'),
  unit('resistance', 'kΩ', 1_000, 'kohm'),
  unit('speed', 'm/s', 1, 'mps', 'm s-1'),
  unit('speed', 'km/h', 1 / 3.6, 'kmh', 'kph', 'km_h', 'kmph'),
  unit('speed', 'mph', 0.447_04, 'mi/h'),
  unit('speed', 'kn', 1_852 / 3_600, 'knot', 'knots', 'kt'),
  unit('acceleration', 'm/s²', 1, 'm/s2', 'm/s^2'),
  unit('length', 'm', 1, 'meter', 'metre', 'meters', 'metres'),
  unit('length', 'µm', 1e-6, 'um', 'micron'),
  unit('length', 'mm', 0.001, 'millimeter', 'millimetre'),
  unit('length', 'cm', 0.01, 'centimeter', 'centimetre'),
  unit('length', 'km', 1_000, 'kilometer', 'kilometre'),
  unit('length', 'in', 0.0254, 'inch', 'inches'),
  unit('length', 'ft', 0.3048, 'foot', 'feet'),
  unit('length', 'mi', 1_609.344, 'mile', 'miles'),
  unit('mass', 'g', 1, 'gram', 'grams'),
  unit('mass', 'kg', 1_000, 'kilogram'),
  unit('mass', 'lb', 453.592_37, 'lbs', 'pound'),
  unit('mass', 't', 1_000_000, 'ton', 'tonne'),
  unit('volume', 'L', 0.001, 'l', 'liter', 'litre', 'liters', 'litres'),
  unit('volume', 'mL', 1e-6, 'ml', 'milliliter'),
  unit('volume', 'm³', 1, 'm3', 'm^3', 'cubic meter'),
  unit('volume', 'gal', 0.003_785_411_784, 'gallon', 'gallons'),
  unit('volume', 'ft³', 0.028_316_846_592, 'ft3', 'ft^3', 'cf'),
  unit('flow', 'm³/h', 1, 'm3/h', 'm^3/h'),
  unit('flow', 'L/min', 0.06, 'l/min', 'lpm'),
  unit('flow', 'L/h', 0.001, 'l/h'),
  unit('flow', 'L/s', 3.6, 'l/s'),
  unit('flow', 'm³/s', 3_600, 'm3/s', 'm^3/s'),
  unit('precipitation', 'mm/h', 1, 'mm_h', 'mm/hr'),
  unit('precipitation', 'in/h', 25.4, 'in/hr'),
  unit('concentration', 'µg/m³', 1, 'ug/m3', 'μg/m³', 'μg/m3', 'µg/m3', 'ug/m³', 'ug/m^3'),
  unit('concentration', 'mg/m³', 1_000, 'mg/m3', 'mg/m^3'),
  unit('parts', 'ppm', 1),
  unit('parts', 'ppb', 0.001),
  unit('illuminance', 'lx', 1, 'lux'),
  unit('irradiance', 'W/m²', 1, 'w/m2', 'w/m^2'),
  unit('angle', '°', 1, 'deg', 'degree', 'degrees', 'º', 'lat', 'lon'),
  unit('angle', 'rad', 180 / Math.PI, 'radian'),
  unit('rotation', 'rpm', 1, '1/min', 'r/min', 'rev/min'),
  unit('conductivity', 'µS/cm', 1, 'us/cm', 'μs/cm'),
  unit('conductivity', 'mS/cm', 1_000, 'ms/cm'),
  unit('conductivity', 'dS/m', 1_000, 'ds/m'),
  unit('sound', 'dBA', 1, 'db(a)', 'dba'),
  unit('level', 'dB', 1, 'decibel'),
  unit('signal', 'dBm', 1, 'dbm'),
  unit('link-quality', 'lqi', 1),
  unit('duration', 's', 1, 'sec', 'secs', 'second', 'seconds'),
  unit('duration', 'ms', 0.001, 'msec', 'millisecond', 'milliseconds'),
  unit('duration', 'µs', 1e-6, 'us', 'microsecond', 'microseconds'),
  unit('duration', 'min', 60, 'mins', 'minute', 'minutes'),
  unit('duration', 'h', 3_600, 'hr', 'hrs', 'hour', 'hours'),
  unit('duration', 'd', 86_400, 'day', 'days'),
  unit('data', 'B', 1, 'byte', 'bytes'),
  unit('data', 'kB', 1_000, 'kilobyte'),
  unit('data', 'MB', 1e6, 'megabyte'),
  unit('data', 'GB', 1e9, 'gigabyte'),
  unit('data', 'KiB', 1_024),
  unit('data', 'MiB', 1_048_576),
  unit('data', 'GiB', 1_073_741_824),
  unit('data-rate', 'bit/s', 1, 'bps', 'bits/s'),
  unit('data-rate', 'kbit/s', 1_000, 'kbps'),
  unit('data-rate', 'Mbit/s', 1e6, 'mbps'),
  unit('data-rate', 'B/s', 8, 'bytes/s'),
  unit('data-rate', 'kB/s', 8_000),
];
