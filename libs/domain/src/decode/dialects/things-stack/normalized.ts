import type { DialectOutcome } from '../../dialect.js';
import { isJsonObject, own, without, type PayloadRecord } from '../../envelope.js';
import { readStamp } from '../../stamp.js';

/** Measurements of one uplink. */
const MEASUREMENTS_MAX = 100;

/** Units of normalized payloads (documentation, "Normalized Payload"). */
const UNITS = new Map<string, string>([
  ['battery', 'V'],
  ['air.temperature', '°C'],
  ['air.relativeHumidity', '%'],
  ['air.pressure', 'hPa'],
  ['air.co2', 'ppm'],
  ['air.lightIntensity', 'lx'],
  ['soil.temperature', '°C'],
  ['soil.moisture', '%'],
  ['soil.depth', 'cm'],
  ['soil.ec', 'dS/m'],
  ['wind.speed', 'm/s'],
  ['wind.direction', '°'],
  ['water.temperature.current', '°C'],
]);

/** The measurements of a normalized payload, a list or a single one, each at its own `time` if it states one. */
export function readNormalized(payload: unknown, stamp: number | undefined): PayloadRecord[] {
  const list: unknown[] = Array.isArray(payload) ? payload : [payload];
  return list
    .slice(0, MEASUREMENTS_MAX)
    .filter(isJsonObject)
    .map((measurement) => ({
      values: without(measurement, 'time'),
      stamp: readStamp(own(measurement, 'time')) ?? stamp,
      badStamp: undefined,
    }));
}

/** The same readings with the units that normalized names stand for. */
export function withUnits<State>(outcome: DialectOutcome<State>): DialectOutcome<State> {
  if (outcome.kind !== 'facts') return outcome;
  const facts = outcome.facts.map((fact) =>
    fact.type === 'readings' ? { ...fact, units: fact.metrics.map((metric) => UNITS.get(metric)) } : fact,
  );
  return { ...outcome, facts };
}
