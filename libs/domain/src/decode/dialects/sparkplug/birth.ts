import { isStorableName, LIMITS, type DeviceMeta, type MetricMeta } from '@sensorium/contracts';
import type { DeviceKey } from '../../outcome.js';
import type { Metric } from './message.js';
import { isControl } from './readings.js';
import { kindOf } from './values.js';

/** Keys of the property that names the unit, in lower case: that of Ignition, and what others write. */
const UNIT_KEYS = [
  'engunit',
  'engunits',
  'unit',
  'units',
  'engineeringunit',
  'engineeringunits',
  'engineering unit',
  'engineering units',
  'eu',
  'uom',
];

/**
 * What a birth says of its device: its name and group, unit, range and kind of each metric, the model in
 * `Properties/…`.
 */
export function describe({ id }: DeviceKey, metrics: readonly Metric[]): DeviceMeta {
  const described: [string, MetricMeta][] = [];
  for (const metric of metrics.slice(0, LIMITS.metricsPerDevice)) addMetric(metric, '', described, 0);
  const model = [textOf(metrics, 'Properties/Hardware Make'), textOf(metrics, 'Properties/Hardware Model')]
    .filter((text) => text !== undefined)
    .join(' ');
  return {
    name: id.slice(id.lastIndexOf('/') + 1),
    site: id.slice(0, id.indexOf('/')),
    ...(described.length > 0 ? { metrics: Object.fromEntries(described) } : {}),
    ...(model === '' ? {} : { model: model.slice(0, 256) }),
  };
}

function addMetric(metric: Metric, prefix: string, described: [string, MetricMeta][], depth: number): void {
  const { name, value } = metric;
  if (name === undefined || isControl(name) || described.length >= LIMITS.metricsPerDevice) return;
  const path = prefix + name;
  if (value?.kind === 'template') {
    if (value.value.isDefinition || depth > LIMITS.jsonDepth) return;
    for (const inner of value.value.metrics) addMetric(inner, `${path}.`, described, depth + 1);
    return;
  }
  const meta = metaOf(metric);
  if (Object.keys(meta).length > 0 && path !== '__proto__' && isStorableName(path)) {
    described.push([path, meta]);
  }
}

function metaOf({ datatype, properties }: Metric): MetricMeta {
  const kind = datatype === undefined ? undefined : kindOf(datatype);
  const unit = UNIT_KEYS.map((key) => properties?.get(key)).find(isUnit);
  const min = properties?.get('englow');
  const max = properties?.get('enghigh');
  const isRange = typeof min === 'number' && typeof max === 'number' && min < max;
  const isWritable = properties?.get('readonly') === false;
  return {
    ...(kind && { kind }),
    ...(unit !== undefined && { unit }),
    ...(isRange && { min, max }),
    ...(isWritable && { settable: true }),
  };
}

function isUnit(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 32;
}

function textOf(metrics: readonly Metric[], name: string): string | undefined {
  const value = metrics.find((metric) => metric.name === name)?.value;
  return value?.kind === 'plain' && typeof value.value === 'string' ? value.value : undefined;
}
