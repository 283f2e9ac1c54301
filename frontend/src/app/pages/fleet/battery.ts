import type { Metric } from '@sensorium/contracts';
import type { DeviceEntry } from '../../data/device-entry';
import type { SeriesColumns } from '../../data/series-columns';

/** Below this share a battery is nearly empty. */
export const LOW_LEVEL = 0.2;

/** Place of the metric that tells how full the device's battery is; -1 if none does. */
export function batteryPlace(metrics: readonly Metric[]): number {
  const percent = metrics.findIndex((metric) => isBattery(metric) && metric.unit === '%');
  return percent >= 0 ? percent : metrics.findIndex((metric) => isBattery(metric) && metric.unit !== '%');
}

function isBattery({ name, label, unit, kind }: Metric): boolean {
  if (kind !== 'number') return false;
  const named = /batt|akku|배터리|전지/iu.test(`${name} ${label ?? ''}`);
  return named && (unit === '%' || unit === 'V' || unit === 'mV' || (unit === null && !/low/iu.test(name)));
}

/**
 * How full a battery is, 0 to 1; NaN if nobody can say: volts mean something only between the limits that
 * the device states. A number without a unit from 0 to 100 is taken for percent.
 */
export function levelOf(metric: Metric, value: number): number {
  const percent = metric.unit === '%' || (metric.unit === null && value >= 0 && value <= 100);
  const low = metric.min ?? (percent ? 0 : NaN);
  const high = metric.max ?? (percent ? 100 : NaN);
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : NaN;
}

/** Devices with a battery, the emptiest first; then those in volts alone, lowest first; then those without a value. */
export function byBattery(entries: readonly DeviceEntry[], series: SeriesColumns): readonly DeviceEntry[] {
  const withBattery: { entry: DeviceEntry; level: number; value: number }[] = [];
  for (const entry of entries) {
    const place = batteryPlace(entry.device.metrics);
    const metric = entry.device.metrics[place];
    if (!metric) continue;
    const value = series.number(entry.rows[place] ?? -1);
    withBattery.push({ entry, level: levelOf(metric, value), value });
  }
  return withBattery
    .sort((a, b) => missingLast(a.level, b.level) || missingLast(a.value, b.value))
    .map(({ entry }) => entry);
}

function missingLast(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}
