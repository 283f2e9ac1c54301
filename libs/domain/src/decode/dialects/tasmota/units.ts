/** Keys of a message by which it tells in which unit all values of a quantity are. */
export const UNIT_KEYS = ['TempUnit', 'PressureUnit', 'SpeedUnit'] as const;

export type StatedUnits = Readonly<Record<(typeof UNIT_KEYS)[number], string | undefined>>;

/** Which stated unit a value is in. */
const STATED = new Map<string, (typeof UNIT_KEYS)[number]>([
  ['Temperature', 'TempUnit'],
  ['DewPoint', 'TempUnit'],
  ['HeatIndex', 'TempUnit'],
  ['WetBulb', 'TempUnit'],
  ['ObjTmp', 'TempUnit'],
  ['AmbTmp', 'TempUnit'],
  ['Pressure', 'PressureUnit'],
  ['SeaPressure', 'PressureUnit'],
  ['Speed', 'SpeedUnit'],
]);

/** Units that never change (documentation, "JSON status responses" and "Power monitoring"). */
const FIXED = new Map<string, string>([
  ['Humidity', '%'],
  ['Illuminance', 'lx'],
  ['CarbonDioxide', 'ppm'],
  ['CO2', 'ppm'],
  ['eCO2', 'ppm'],
  ['TVOC', 'ppb'],
  ['PM1', 'µg/m³'],
  ['PM2.5', 'µg/m³'],
  ['PM10', 'µg/m³'],
  ['Moisture', '%'],
  ['Total', 'kWh'],
  ['Yesterday', 'kWh'],
  ['Today', 'kWh'],
  ['ExportActive', 'kWh'],
  ['ImportActive', 'kWh'],
  ['Period', 'Wh'],
  ['Power', 'W'],
  ['ApparentPower', 'VA'],
  ['ReactivePower', 'var'],
  ['Voltage', 'V'],
  ['Current', 'A'],
  ['Frequency', 'Hz'],
  ['Vcc', 'V'],
  ['UptimeSec', 's'],
  ['BatteryPercentage', '%'],
  ['BatteryVoltage', 'V'],
  ['LinkQuality', 'lqi'],
  ['Dimmer', '%'],
  ['Position', '%'],
]);

/** Only within these objects, for the same words mean other things elsewhere. */
const WITHIN = new Map<string, string>([
  ['Wifi.RSSI', '%'],
  ['Wifi.Signal', 'dBm'],
  ['SR04.Distance', 'cm'],
  ['VL53L0X.Distance', 'mm'],
]);

/** Unit of a metric: the last key of its path that is no place in a list tells. */
export function unitOf(metric: string, stated: StatedUnits): string | undefined {
  const fixed = WITHIN.get(metric);
  if (fixed !== undefined) return fixed;
  const path = metric.replace(/(?:\.\d+)+$/, '');
  const key = path.endsWith('PM2.5') ? 'PM2.5' : path.slice(path.lastIndexOf('.') + 1);
  const by = STATED.get(key);
  return by === undefined ? FIXED.get(key) : stated[by];
}
