import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binaryMeaning,
  valueNames,
  convert,
  conversion,
  displayUnits,
  friendlyName,
  guessMetric,
  unitSymbol,
} from './index.js';
import { UNITS } from './table.js';

it.each([
  ['Cel', '°C'],
  ['C', '°C'],
  ['celsius', '°C'],
  ['°C', '°C'],
  ['kwh', 'kWh'],
  ['ug/m3', 'µg/m³'],
  ['mW', 'mW'],
  ['MW', 'MW'],
  ['%RH', '%'],
  ['l/min', 'L/min'],
  ['furlong', 'furlong'],
  [' mm/s ', 'mm/s'],
  ['&deg;C', '°C'],
])('%s is %s', (unit, symbol) => {
  expect(unitSymbol(unit)).toBe(symbol);
});

it('has each symbol once, and each symbol is its own', () => {
  expect(new Set(UNITS.map(({ symbol }) => symbol)).size).toBe(UNITS.length);
  for (const { symbol, aliases } of UNITS) {
    expect(unitSymbol(symbol)).toBe(symbol);
    for (const alias of aliases) expect(unitSymbol(alias)).toBe(symbol);
  }
});

describe('display conversion', () => {
  it.each([
    [0, '°C', '°F', 32],
    [212, 'F', 'C', 100],
    [1_013.25, 'hPa', 'mmHg', 760],
    [1, 'kWh', 'MJ', 3.6],
    [10, 'm/s', 'km/h', 36],
    [94_736, 'W·min', 'kWh', 1.578_933],
    [273.15, 'K', '°C', 0],
  ])('%d %s in %s are %d', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBeCloseTo(expected, 3);
  });

  it('is refused between things that are no kin', () => {
    expect(conversion('°C', 'hPa')).toBeUndefined();
    expect(conversion('furlong', 'm')).toBeUndefined();
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...UNITS),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (unit, value) => {
          for (const other of displayUnits(unit.symbol)) {
            const there = convert(value, unit.symbol, other) ?? NaN;
            expect(convert(there, other, unit.symbol)).toBeCloseTo(value, 3);
          }
        },
      ),
    );
  });
});

it.each([
  ['temperature_C', '°C'],
  ['temperature_F', '°F'],
  ['switch:0.apower', 'W'],
  ['temperature:0.tC', '°C'],
  ['temperature:0.tF', '°F'],
  ['TempC_SHT', '°C'],
  ['Hum_SHT', '%'],
  ['BatV', 'V'],
  ['devicepower:0.battery.V', 'V'],
  ['devicepower:0.battery.percent', '%'],
  ['wind_avg_km_h', 'km/h'],
  ['hc1.seltemp', '°C'],
  ['wind_speed_m_s', 'm/s'],
  ['0.powerdc', 'W'],
  ['wifi.rssi', 'dBm'],
  ['DS18B20.Temperature', '°C'],
  ['uptime_seconds', 's'],
  ['pressure', undefined],
  ['pressure_hPa', 'hPa'],
  ['energy', undefined],
  ['Bat_status', undefined],
  ['power_outage_count', undefined],
  ['power_factor', undefined],
  ['battery_low', undefined],
  ['count', undefined],
  ['x.0', undefined],
  ['t', undefined],
  ['windSpeed_mps', 'm/s'],
  ['rainRate_mm_per_hour', 'mm/h'],
  ['hourRain_in', 'in'],
  ['fan_in', undefined],
  ['barometer_inHg', 'inHg'],
  ['radiation_Wpm2', 'W/m²'],
  ['total_m3', 'm³'],
  ['flow_m3_h', 'm³/h'],
  ['rssiVar', 'dBm'],
  ['power_var', 'var'],
  ['signalStrength', 'dBm'],
  ['windDir', '°'],
  ['power2', 'W'],
  ['GridFeedIn_W', 'W'],
  ['phase_w', undefined],
  ['soilmoisture1', '%'],
  ['color_temp', undefined],
  ['temperature_setpoint_hold', undefined],
])('guesses the unit of %s: %s', (metric, unit) => {
  expect(guessMetric(metric).unit).toBe(unit);
});

it.each([
  ['front.door', 'open', 'closed'],
  ['contact', 'closed', 'open'],
  ['water_leak', 'wet', 'dry'],
  ['occupancy', 'occupied', 'free'],
  ['battery_low', 'low', 'normal'],
])('knows what %s true and false mean', (metric, on, off) => {
  expect(binaryMeaning(guessMetric(metric).class ?? '')).toEqual({ on, off });
});

it.each([
  ['tempc', 'Temperature'],
  ['DS18B20.Temperature', 'DS18B20 temperature'],
  ['device_temperature', 'Device temperature'],
  ['switch:0.apower', 'Switch 0 power'],
  ['object.BatV', 'Battery v'],
  ['co2', 'CO₂'],
  ['value', 'Value'],
])('calls %s %s', (metric, name) => {
  expect(friendlyName(metric)).toBe(name);
});

it.each([
  [
    { kind: 'boolean', class: 'door', values: null },
    { true: 'open', false: 'closed' },
  ],
  [
    { kind: 'boolean', class: 'battery_charging', values: null },
    { true: 'charging', false: 'not charging' },
  ],
  [{ kind: 'boolean', class: 'door', values: { true: 'auf' } }, { true: 'auf' }],
  [{ kind: 'boolean', class: null, values: null }, null],
  [{ kind: 'number', class: 'temperature', values: null }, null],
])('names the values of %o', (metric, names) => {
  expect(valueNames(metric)).toEqual(names);
});
