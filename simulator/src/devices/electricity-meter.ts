import { DAY, dailyWave, dailyWaveIntegral, evenCycle, HOUR, MINUTE } from '../signals/cycle.js';
import { between, mix, unit } from '../signals/hash.js';
import { noise, NOISE_MAX_SLOPE, noiseSlope } from '../signals/noise.js';
import { round } from '../signals/round.js';
import type { DeviceKind, Place } from './kind.js';

/** Counters started on the first of January 2020, ms since the epoch. */
const INSTALLED = Date.UTC(2020, 0, 1);
const SLOT = 18 * MINUTE;
const RIPPLES = [25_000, 4 * MINUTE] as const;

/**
 * A three-phase electricity meter.
 * Law: the energy counter is the integral of the power and never decreases; current follows from
 * power, voltage and power factor.
 */
export const electricityMeter = {
  id: 'electricity-meter',
  title: 'Electricity meter',
  model: 'Voltra EM-340',
  interval: 5_000,
  form: 'values',
  metrics: {
    power: { unit: 'kW', label: 'Power', min: 0, max: 400, limits: { warning: { high: 160 } } },
    energy: { unit: 'kWh', label: 'Energy, total', min: 0 },
    voltage: { unit: 'V', label: 'Voltage', min: 0, max: 300, limits: { warning: { low: 216, high: 244 } } },
    current: { unit: 'A', label: 'Current per phase', min: 0, max: 600 },
    power_factor: { label: 'Power factor', min: 0, max: 1 },
    frequency: { unit: 'Hz', label: 'Frequency', min: 45, max: 65 },
  },
  sample(place: Place, t: number) {
    const power = powerAt(place, t);
    const voltage = round(231 + 3 * noise(mix(place.key, 1), t, 50_000) - power / 60, 1);
    const factor = round(0.95 + 0.03 * noise(mix(place.key, 2), t, 2 * MINUTE), 2);
    return {
      power: round(power, 2),
      energy: round(energyAt(place, t), 3),
      voltage,
      current: round((power * 1000) / (3 * voltage * factor), 1),
      power_factor: factor,
      frequency: round(50 + 0.04 * noise(mix(place.siteKey, 31), t, 12_000), 2),
    };
  },
} satisfies DeviceKind;

/** Power, kW, at `t` (ms): base load, daily wave, one machine run in each slot, ripple. */
export function powerAt({ key, lon }: Place, t: number): number {
  const base = baseLoad(key);
  const run = machineRun(key, t);
  let power = base * (1 + 0.35 * dailyWave(t, lon, 14)) + (run.on ? run.power : 0);
  RIPPLES.forEach((period, n) => {
    power += rippleEnergy(base, period) * noiseSlope(mix(key, 40 + n), t, period) * HOUR;
  });
  return power;
}

/** Energy since the counter's start, kWh: the integral of `powerAt`, in closed form. */
export function energyAt({ key, lon }: Place, t: number): number {
  const base = baseLoad(key);
  const waves = 0.35 * (dailyWaveIntegral(t, lon, 14) + DAY);
  let energy = (base * (t - INSTALLED + waves)) / HOUR + machineRun(key, t).energy;
  RIPPLES.forEach((period, n) => {
    energy += rippleEnergy(base, period) * (1 + noise(mix(key, 40 + n), t, period));
  });
  return energy;
}

/** kW */
function baseLoad(key: number): number {
  return between(key, 3, 8, 60);
}

/** Amplitude of a ripple's energy, kWh, such that its power stays within 20 % of the base load. */
function rippleEnergy(base: number, period: number): number {
  return (0.2 * base * (period / HOUR)) / NOISE_MAX_SLOPE;
}

/** A machine takes the same energy once in each slot, at a random moment and pace: so its sum needs no history. */
function machineRun(key: number, t: number): { on: boolean; power: number; energy: number } {
  const each = baseLoad(key) * 0.06;
  const slot = evenCycle(t, SLOT);
  const length = between(mix(key, 4), slot.index, 0.15, 0.5);
  const start = unit(mix(key, 5), slot.index) * (1 - length);
  const done = Math.min(1, Math.max(0, (slot.phase - start) / length));
  const passed = slot.index - Math.floor(INSTALLED / SLOT);
  return { on: done > 0 && done < 1, power: each / ((length * SLOT) / HOUR), energy: each * (passed + done) };
}
