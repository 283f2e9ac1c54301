import { expect, it } from 'vitest';
import { unitSymbol } from './index.js';

it.each([
  ['Cel', '°C'],
  ['C', '°C'],
  ['celsius', '°C'],
  ['°C', '°C'],
  ['kwh', 'kWh'],
  ['ug/m3', 'µg/m³'],
  ['furlong', 'furlong'],
  [' mm/s ', 'mm/s'],
])('%s is %s', (unit, symbol) => {
  expect(unitSymbol(unit)).toBe(symbol);
});
