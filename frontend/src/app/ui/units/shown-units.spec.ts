import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ShownUnits } from './shown-units';
import { QUANTITIES } from './unit-choices';

function make(): ShownUnits {
  TestBed.resetTestingModule();
  return TestBed.inject(ShownUnits);
}

describe('the units of a viewer', () => {
  afterEach(() => {
    for (const quantity of QUANTITIES) localStorage.removeItem(`sensorium.unit.${quantity}`);
  });

  it('are those in which values are sent, until another one is chosen', async () => {
    const units = make();
    expect([units.of('°C').symbol, units.of('°C').isStored, units.of(null).symbol]).toEqual([
      '°C',
      true,
      null,
    ]);
    await units.choose('temperature', '°F');
    const shown = units.of('°C');
    expect([shown.symbol, shown.difference(10)]).toEqual(['°F', 18]);
    expect(shown.value(21.5)).toBeCloseTo(70.7, 9);
    expect(units.of('°F').isStored).toBe(true);
    await units.choose('temperature', null);
    expect(units.of('°C').symbol).toBe('°C');
  });

  it('are remembered by the browser, which forgets what it does not know', async () => {
    await make().choose('energy', 'MJ');
    localStorage.setItem('sensorium.unit.speed', 'furlongs');
    const again = make();
    await again.start();
    expect(again.of('kWh').value(10)).toBeCloseTo(36, 9);
    expect([again.chosen('energy'), again.chosen('speed')]).toEqual(['MJ', null]);
  });

  it('have as many decimals as say what the device said', async () => {
    const units = make();
    await units.choose('energy', 'kWh');
    await units.choose('pressure', 'hPa');
    expect([units.of('Wh').decimals(0), units.of('MWh').decimals(1)]).toEqual([3, 0]);
    expect(units.of('Pa').value(101_325)).toBeCloseTo(1013.25, 9);
    expect(units.of('Pa').decimals(0)).toBe(2);
  });

  it('leave other uses of a quantity and unknown units alone', async () => {
    const units = make();
    await units.choose('pressure', 'mmHg');
    await units.choose('temperature', '°F');
    await units.choose('speed', 'km/h');
    for (const unit of ['bar', 'K', 'mm/s', 'lqi', 'constructor']) expect(units.of(unit).symbol).toBe(unit);
  });

  it('turn back what they show', async () => {
    const units = make();
    await units.choose('temperature', '°F');
    expect(units.of('°C').stored(units.of('°C').value(-18.4))).toBeCloseTo(-18.4, 9);
  });
});
