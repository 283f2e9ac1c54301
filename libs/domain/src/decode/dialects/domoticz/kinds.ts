import type { MetricMeta } from '@sensorium/contracts';

type Meanings = Readonly<Record<string, MetricMeta>>;

const TEMPERATURE: MetricMeta = { label: 'Temperature', unit: '°C' };
const HUMIDITY: MetricMeta = { label: 'Humidity', unit: '%' };
const PRESSURE: MetricMeta = { label: 'Pressure', unit: 'hPa' };
const POWER: MetricMeta = { label: 'Power', unit: 'W' };
const ENERGY: MetricMeta = { label: 'Energy', unit: 'Wh' };

/** What the values of a device mean by its type, or its type and subtype (Domoticz wiki, "Domoticz API/JSON URL's"). */
const KINDS = new Map<string, Meanings>([
  ['Temp', { svalue1: TEMPERATURE }],
  ['Humidity', { nvalue: HUMIDITY }],
  ['Temp + Humidity', { svalue1: TEMPERATURE, svalue2: HUMIDITY }],
  ['Temp + Humidity + Baro', { svalue1: TEMPERATURE, svalue2: HUMIDITY, svalue4: PRESSURE }],
  ['Temp + Baro', { svalue1: TEMPERATURE, svalue2: PRESSURE }],
  ['Setpoint', { svalue1: { label: 'Setpoint', unit: '°C' } }],
  ['Lux', { svalue1: { label: 'Illuminance', unit: 'lx' } }],
  ['Air Quality', { nvalue: { label: 'CO₂', unit: 'ppm' } }],
  ['UV', { svalue1: { label: 'UV index' }, svalue2: TEMPERATURE }],
  ['Rain', { svalue1: { label: 'Rain rate' }, svalue2: { label: 'Rain', unit: 'mm' } }],
  [
    'Wind',
    {
      svalue1: { label: 'Wind direction', unit: '°' },
      svalue2: { label: 'Wind direction' },
      // Both in tenths.
      svalue3: { label: 'Wind speed, 0.1 m/s' },
      svalue4: { label: 'Wind gust, 0.1 m/s' },
      svalue5: TEMPERATURE,
      svalue6: { label: 'Wind chill', unit: '°C' },
    },
  ],
  ['Usage', { svalue1: POWER }],
  ['General/kWh', { svalue1: POWER, svalue2: ENERGY }],
  ['General/Voltage', { svalue1: { label: 'Voltage', unit: 'V' } }],
  ['General/Current (Single)', { svalue1: { label: 'Current', unit: 'A' } }],
  ['General/Percentage', { svalue1: { label: 'Percentage', unit: '%' } }],
  ['General/Pressure', { svalue1: { label: 'Pressure', unit: 'bar' } }],
  ['General/Barometer', { svalue1: PRESSURE }],
  ['General/Distance', { svalue1: { label: 'Distance', unit: 'cm' } }],
  ['General/Sound Level', { svalue1: { label: 'Sound level', unit: 'dB' } }],
  ['General/Solar Radiation', { svalue1: { label: 'Solar radiation', unit: 'W/m²' } }],
  [
    'P1 Smart Meter/Energy',
    {
      svalue1: { label: 'Energy used, tariff 1', unit: 'Wh' },
      svalue2: { label: 'Energy used, tariff 2', unit: 'Wh' },
      svalue3: { label: 'Energy returned, tariff 1', unit: 'Wh' },
      svalue4: { label: 'Energy returned, tariff 2', unit: 'Wh' },
      svalue5: { label: 'Power used', unit: 'W' },
      svalue6: { label: 'Power returned', unit: 'W' },
    },
  ],
]);

export function meaningsOf(type: string, subtype: string): Meanings {
  return KINDS.get(`${type}/${subtype}`) ?? KINDS.get(type) ?? {};
}
