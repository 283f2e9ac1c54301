import { HOUR, MINUTE, unevenCycle } from '../signals/cycle.js';
import { between, mix } from '../signals/hash.js';
import { noise, roughNoise, smoothStep } from '../signals/noise.js';
import { round } from '../signals/round.js';
import type { DeviceKind, Place } from './kind.js';

const CYCLE = 26 * MINUTE;
const RUNNING_SHARE = 0.82;
const RAMP = 0.02;
const RATED_RPM = 1450;

/**
 * A centrifugal pump that runs and rests.
 * Law (affinity): flow goes with the speed and pressure above the resting pressure with its square;
 * a pump at rest has no speed and no flow.
 */
export const pump = {
  id: 'pump',
  title: 'Pump',
  model: 'Hydra NK 80',
  interval: 2_000,
  form: 'values',
  metrics: {
    flow: { unit: 'm³/h', label: 'Flow', min: 0, max: 400 },
    pressure: { unit: 'bar', label: 'Pressure', min: 0, max: 16, limits: { warning: { low: 0.5, high: 9 } } },
    rpm: { unit: 'rpm', label: 'Speed', min: 0, max: 3000 },
    running: { label: 'Running', kind: 'boolean' },
    vibration: {
      unit: 'mm/s',
      label: 'Vibration',
      min: 0,
      max: 30,
      limits: { warning: { high: 4.5 }, critical: { high: 7.1 } },
    },
    temperature: { unit: '°C', label: 'Bearing', min: -20, max: 120, limits: { warning: { high: 80 } } },
  },
  sample(place: Place, t: number) {
    const { phase } = unevenCycle(mix(place.key, 1), t, CYCLE);
    const running = phase < RUNNING_SHARE;
    const speed = running ? speedAt(place, t, phase) : 0;
    const { flow, head, rest } = pumpCurve(place);
    const shaking =
      between(place.key, 5, 1.2, 2.2) * speed ** 2 * (1 + 0.18 * noise(mix(place.key, 6), t, 3_000));
    const warmth = roughNoise(mix(place.key, 7), t, HOUR);
    return {
      flow: round(flow * speed, 1),
      pressure: round(rest + head * speed ** 2, 2),
      rpm: Math.round(speed * RATED_RPM),
      running,
      vibration: round(running ? shaking + 0.15 : 0.1, 2),
      temperature: round(24 + 2 * warmth + 24 * warmUp(phase), 1),
    };
  },
} satisfies DeviceKind;

/** Figures of a pump at its rated 1450 rpm: flow (m³/h), pressure it adds and pressure at rest (bar). */
export function pumpCurve({ key }: Place): { flow: number; head: number; rest: number } {
  return { flow: between(key, 2, 60, 240), head: between(key, 3, 3, 5.5), rest: between(key, 4, 1, 1.8) };
}

/** Speed as a share of the rated one: run-up, slow drift of the load, run-down. */
function speedAt({ key }: Place, t: number, phase: number): number {
  const ends = smoothStep(phase / RAMP) * smoothStep((RUNNING_SHARE - phase) / RAMP);
  return ends * (0.94 + 0.05 * roughNoise(mix(key, 8), t, 3 * MINUTE));
}

/** Share of the full warming of the bearing: rises while the pump runs, falls while it rests. */
function warmUp(phase: number): number {
  if (phase < RUNNING_SHARE) return 0.35 + 0.65 * smoothStep(phase / RUNNING_SHARE);
  return 0.35 + 0.65 * smoothStep((1 - phase) / (1 - RUNNING_SHARE));
}
