import { expect, test } from 'vitest';
import { nameColumns } from './header.js';

test.each([
  ['temperature_C', 'temperature', '°C'],
  ['temp (°C)', 'temp', '°C'],
  ['pressure [hPa]', 'pressure', 'hPa'],
  ['humidity_pct', 'humidity', '%'],
  ['pm25_ug_m3', 'pm25', 'µg/m³'],
  ['wind (m/s)', 'wind', 'm/s'],
  ['motor rpm', 'motor', 'rpm'],
  ['phase_A', 'phase_A', undefined],
  ['setting_tra', 'setting_tra', undefined],
  ['wind', 'wind', undefined],
])('%s is %s in %s', (header, metric, unit) => {
  expect(nameColumns([header])).toEqual([{ metric, unit }]);
});

test('names are usable as topic levels, and each is there once', () => {
  const names = nameColumns(['a/b', 'a+b', '', 'x', 'x', 'temp_C', 'temp_F', '\u0007']).map(
    ({ metric }) => metric,
  );
  expect(names).toEqual(['a_b', 'a_b_2', 'column_3', 'x', 'x_2', 'temp', 'temp_2', '_']);
});
