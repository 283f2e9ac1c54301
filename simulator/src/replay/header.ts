/** What a header says about its column. */
export interface ColumnName {
  metric: string;
  unit: string | undefined;
}

/** Units as people write them in headers, and their usual symbols. */
const UNITS = new Map(
  Object.entries({
    ...{
      degc: '°C',
      deg_c: '°C',
      celsius: '°C',
      'deg c': '°C',
      '°c': '°C',
      degf: '°F',
      '°f': '°F',
      kelvin: 'K',
    },
    ...{
      pct: '%',
      percent: '%',
      '%': '%',
      ppm: 'ppm',
      ppb: 'ppb',
      lx: 'lx',
      lux: 'lx',
      db: 'dB',
      dbm: 'dBm',
    },
    ...{ hpa: 'hPa', kpa: 'kPa', mbar: 'mbar', bar: 'bar', psi: 'psi', psia: 'psia' },
    ...{ kv: 'kV', kw: 'kW', kwh: 'kWh', wh: 'Wh', va: 'VA', hz: 'Hz', khz: 'kHz', rpm: 'rpm', mv: 'mV' },
    ...{
      mm: 'mm',
      cm: 'cm',
      km: 'km',
      mps: 'm/s',
      kmh: 'km/h',
      kph: 'km/h',
      m3: 'm³',
      m3h: 'm³/h',
      lpm: 'L/min',
    },
    ...{ kg: 'kg', mah: 'mAh', ma: 'mA', ug_m3: 'µg/m³' },
  }),
);

/** One letter is a unit only after a word that fits: `phase_A` has none. */
const LETTERS: readonly (readonly [RegExp, string, string])[] = [
  [/temp|dew|coolant|ambient/i, 'C', '°C'],
  [/temp|dew|coolant|ambient/i, 'F', '°F'],
  [/temp/i, 'K', 'K'],
  [/volt/i, 'V', 'V'],
  [/current|amp/i, 'A', 'A'],
  [/power|load/i, 'W', 'W'],
  [/level|depth|height|distance|altitude/i, 'm', 'm'],
];

const BRACKETED = /^(.+?)\s*[([]\s*([^()[\]]{1,16}?)\s*[)\]]$/u;
const SUFFIXED = /^(.+?)[_ .]([a-z%°0-9]+(?:_m3)?)$/iu;
const LONGEST_METRIC = 60;

/** Metric and unit of each column, from headers such as `temperature_C`, `temp (°C)` or `pressure [hPa]`. */
export function nameColumns(headers: readonly string[]): ColumnName[] {
  const taken = new Set<string>();
  return headers.map((header, index) => {
    const { metric, unit } = readHeader(header);
    const wanted = metricName(metric) || `column_${index + 1}`;
    const name = freeName(wanted, taken);
    taken.add(name);
    return { metric: name, unit };
  });
}

function readHeader(header: string): ColumnName {
  const bracketed = BRACKETED.exec(header);
  if (bracketed !== null) {
    const [, metric = header, text = ''] = bracketed;
    return { metric, unit: UNITS.get(text.toLowerCase()) ?? letterUnit(metric, text) ?? text };
  }
  const [, metric = header, text = ''] = SUFFIXED.exec(header) ?? [];
  const unit = UNITS.get(text.toLowerCase()) ?? letterUnit(metric, text);
  return unit === undefined ? { metric: header, unit } : { metric, unit };
}

function letterUnit(metric: string, text: string): string | undefined {
  return LETTERS.find(
    ([fits, letter]) => letter.toLowerCase() === text.toLowerCase() && fits.test(metric),
  )?.[2];
}

/** A metric is one topic level in the plain style: what a topic can't hold is replaced. */
function metricName(text: string): string {
  return text
    .replace(/[/+#\p{Cc}\ufffd]/gu, '_')
    .slice(0, LONGEST_METRIC)
    .toWellFormed();
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}_${n}`;
  return name;
}
