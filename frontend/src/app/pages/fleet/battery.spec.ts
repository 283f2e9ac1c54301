import { describe, expect, it } from 'vitest';
import { DeviceEntry } from '../../data/device-entry';
import { SeriesColumns } from '../../data/series-columns';
import { NOON, aDevice, aMetric } from '../../data/testing';
import { batteryPlace, byBattery, levelOf } from './battery';

describe('batteries', () => {
  it('are told by name and unit, percent before volts', () => {
    const volts = aMetric('battery_voltage', { unit: 'mV' });
    const percent = aMetric('battery', { unit: '%' });
    expect(batteryPlace([aMetric('temperature', { unit: '%' }), volts, percent])).toBe(2);
    expect(batteryPlace([volts])).toBe(0);
    expect(batteryPlace([aMetric('x', { label: '배터리 잔량', unit: '%' })])).toBe(0);
    expect(batteryPlace([aMetric('battery_low', { kind: 'boolean' })])).toBe(-1);
    expect(batteryPlace([aMetric('battery_temperature', { unit: '°C' })])).toBe(-1);
  });

  it('have a level in percent, between limits, or none', () => {
    expect(levelOf(aMetric('battery', { unit: '%' }), 12)).toBeCloseTo(0.12);
    expect(levelOf(aMetric('battery', { unit: '%' }), 140)).toBe(1);
    expect(levelOf(aMetric('battery', { unit: 'V', min: 2, max: 3 }), 2.25)).toBe(0.25);
    expect(levelOf(aMetric('battery', { unit: 'V' }), 24)).toBeNaN();
  });

  it('stand lowest first, those of unknown level after, those without a value last', () => {
    const series = new SeriesColumns();
    const make = (id: string, unit: string, value: number | null): DeviceEntry => {
      const entry = new DeviceEntry(aDevice(id, { metrics: [aMetric('battery', { unit })] }), NOON);
      const row = series.row(entry.uid, 'battery');
      entry.rows = [row];
      if (value !== null) series.set(row, NOON, value);
      return entry;
    };
    const entries = [
      make('none', '%', null),
      make('truck', 'V', 24),
      make('coin', 'V', 3),
      make('full', '%', 90),
      make('low', '%', 7),
      new DeviceEntry(aDevice('mains'), NOON),
    ];
    const order = byBattery(entries, series).map(({ device }) => device.id);
    expect(order).toEqual(['low', 'full', 'coin', 'truck', 'none']);
  });
});
