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
  ['OBJTMP', 'TempUnit'],
  ['AMBTMP', 'TempUnit'],
  ['Pressure', 'PressureUnit'],
  ['SeaPressure', 'PressureUnit'],
  ['Speed', 'SpeedUnit'],
  ['WindSpeed', 'SpeedUnit'],
]);

/** Units that never change (documentation, "JSON status responses" and "Power monitoring"). */
const FIXED = new Map<string, string>([
  ['Humidity', '%'],
  ['Illuminance', 'lx'],
  ['CarbonDioxide', 'ppm'],
  ['CO2', 'ppm'],
  ['eCO2', 'ppm'],
  ['TVOC', 'ppb'],
  ['Moisture', '%'],
  ['ExportActive', 'kWh'],
  ['ImportActive', 'kWh'],
  ['Power', 'W'],
  ['ActivePower', 'W'],
  ['ApparentPower', 'VA'],
  ['ReactivePower', 'var'],
  ['Voltage', 'V'],
  ['RMSVoltage', 'V'],
  ['Current', 'A'],
  ['Frequency', 'Hz'],
  ['PhaseAngle', '°'],
  ['Vcc', 'V'],
  ['UptimeSec', 's'],
  ['BatteryPercentage', '%'],
  ['BatteryVoltage', 'V'],
  ['LinkQuality', 'lqi'],
  ['Dimmer', '%'],
  ['Position', '%'],
  ['position', '%'],
]);

/** Words of a meter, which mean other things elsewhere: the `Total` of a rain gauge is no energy. */
const OF_METER = new Map<string, string>([
  ['Total', 'kWh'],
  ['TotalTariff', 'kWh'],
  ['ExportTariff', 'kWh'],
  ['Yesterday', 'kWh'],
  ['Today', 'kWh'],
  ['Period', 'Wh'],
]);
const METER = /^(?:ENERGY\d*\.)?[A-Za-z]+$/;

/** Only within these objects, for the same words mean other things elsewhere. */
const WITHIN: readonly (readonly [RegExp, string])[] = [
  [/^Wifi\.RSSI$/, '%'],
  [/^Wifi\.Signal$/, 'dBm'],
  [/^SR04\.Distance$/, 'cm'],
  [/^VL53L[01]X(?:[-_]\w+)?\.Distance$/, 'mm'],
  [/^BME680(?:[-_]\w+)?\.Gas$/, 'kΩ'],
  [/^ANALOG\.CTEnergy\d*\.Energy$/, 'kWh'],
  [/(?:^|\.)(?:PM|CF)\d+(?:[._]\d)?$/, 'µg/m³'],
];

/** Keys that leave it to the object around them to say what was measured: one of several values of it. */
const ONE_OF = /\.(?:Act|Avg|Min|Max|Phase\d)$/;

/** Unit of a metric: the last key of its path that is no place in a list, nor one of several, tells. */
export function unitOf(metric: string, stated: StatedUnits): string | undefined {
  const within = WITHIN.find(([pattern]) => pattern.test(metric));
  if (within) return within[1];
  const path = metric.replace(/(?:\.\d+)+$/, '').replace(ONE_OF, '');
  const key = path.slice(path.lastIndexOf('.') + 1);
  return byKey(path, key, stated) ?? byKey(path, key.replace(/\d+$/, ''), stated);
}

/** Of several of a kind each has its number: `Temperature2`. */
function byKey(path: string, key: string, stated: StatedUnits): string | undefined {
  const by = STATED.get(key);
  if (by !== undefined) return stated[by];
  return FIXED.get(key) ?? (METER.test(path) ? OF_METER.get(key) : undefined);
}
