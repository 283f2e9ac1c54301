import type { DeviceMeta, MetricMeta } from '@sensorium/contracts';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';

type Metrics = NonNullable<DeviceMeta['metrics']>;

/** Bit of `access` that says that a value can be set (documentation, Exposes). */
const SETTABLE = 2;
/** Features in features: lights and composites have one level, some vendors two. */
const DEPTH_MAX = 4;
const METRICS_MAX = 256;
const TEXT_MAX = 256;

/** What a list of exposes says of the metrics of a device, by their names. */
export function metricsOf(exposes: unknown): Metrics {
  const metrics = new Map<string, MetricMeta>();
  collect(exposes, '', metrics, 0);
  return Object.fromEntries(metrics);
}

function collect(exposes: unknown, path: string, metrics: Map<string, MetricMeta>, depth: number): void {
  if (!Array.isArray(exposes) || depth > DEPTH_MAX) return;
  for (const one of exposes as unknown[]) {
    if (metrics.size >= METRICS_MAX) return;
    if (isJsonObject(one)) note(one, path, metrics, depth);
  }
}

/** A feature is a metric of its own; one that has features itself stands for these, a composite under its name. */
function note(expose: JsonObject, path: string, metrics: Map<string, MetricMeta>, depth: number): void {
  const name = textOf(expose, 'property') ?? textOf(expose, 'name');
  const features = own(expose, 'features');
  if (Array.isArray(features)) {
    const isNested = own(expose, 'type') === 'composite' && name !== undefined;
    collect(features, isNested ? `${path}${name}.` : path, metrics, depth + 1);
  } else if (name !== undefined && name !== '__proto__') metrics.set(`${path}${name}`, metaOf(expose));
}

function metaOf(expose: JsonObject): MetricMeta {
  const unit = textOf(expose, 'unit');
  const label = textOf(expose, 'label');
  const min = numberOf(expose, 'value_min');
  const max = numberOf(expose, 'value_max');
  const access = numberOf(expose, 'access') ?? 0;
  return {
    ...(unit !== undefined && unit.length <= 32 ? { unit } : {}),
    ...(label !== undefined ? { label } : {}),
    ...(min !== undefined ? { min } : {}),
    ...(max !== undefined ? { max } : {}),
    ...kindOf(expose),
    ...((access & SETTABLE) === 0 ? {} : { settable: true }),
  };
}

/** Booleans are told as they come: as true and false, or as the words ON and OFF, which we read as such. */
function kindOf(expose: JsonObject): Pick<MetricMeta, 'kind'> {
  switch (own(expose, 'type')) {
    case 'numeric':
      return { kind: 'number' };
    case 'enum':
    case 'text':
      return { kind: 'text' };
    case 'binary':
      return isSwitch(expose) ? { kind: 'boolean' } : {};
    default:
      return {};
  }
}

function isSwitch(expose: JsonObject): boolean {
  const on = own(expose, 'value_on');
  return on === true || on === false || on === 'ON' || on === 'OFF';
}

export function textOf(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value.slice(0, TEXT_MAX) : undefined;
}

function numberOf(object: JsonObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
