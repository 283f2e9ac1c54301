import type { DeviceMeta, MetricMeta } from '@sensorium/contracts';
import { isJsonObject, own, type JsonObject } from '../../envelope.js';

const TEXT_MAX = 256;
const METRICS_MAX = 1_000;

/** Data types that become numbers; `percent` and `duration` are ones of version 3 and 5 in part. */
const NUMBERS = new Set(['integer', 'float', 'percent']);
const TEXTS = new Set(['string', 'enum', 'color', 'datetime', 'duration', 'json']);

/** What one attribute of a property says: `$unit`, `$datatype`, `$format`, `$name`, `$settable`. */
export function metricOf(attribute: string, value: string): MetricMeta | undefined {
  switch (attribute) {
    case '$unit':
      return value === '' || value.length > 32 ? {} : { unit: value };
    case '$datatype':
      return kindOf(value);
    case '$format':
      return rangeOf(value);
    case '$name':
      return { label: value.slice(0, TEXT_MAX) };
    case '$settable':
      return value === 'true' ? { settable: true } : {};
    default:
      return undefined;
  }
}

function kindOf(datatype: string): MetricMeta {
  if (NUMBERS.has(datatype)) return { kind: 'number' };
  if (datatype === 'boolean') return { kind: 'boolean' };
  return TEXTS.has(datatype) ? { kind: 'text' } : {};
}

/** `min:max`, in version 5 also `min:max:step`, either end may be missing. Other formats list words. */
function rangeOf(format: string): MetricMeta {
  const match = /^(-?[\d.]+)?:(-?[\d.]+)?(?::[\d.]+)?$/.exec(format);
  const number = (text: string | undefined): number | undefined =>
    text !== undefined && Number.isFinite(Number(text)) ? Number(text) : undefined;
  const min = number(match?.[1]);
  const max = number(match?.[2]);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** What the `$description` of version 5 says of a device. */
export function describe(description: JsonObject, topic: string): DeviceMeta {
  const name = textOf(description, 'name');
  const type = textOf(description, 'type');
  const metrics = metricsOf(own(description, 'nodes'));
  const settable = Object.entries(metrics).filter(([, meta]) => meta.settable === true);
  const commands = settable.map(([metric]) => [
    metric,
    { topic: `${topic}/${metric.replace('.', '/')}/set`, body: 'value' as const },
  ]);
  return {
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { model: type }),
    ...(Object.keys(metrics).length === 0 ? {} : { metrics }),
    ...(commands.length === 0 ? {} : { commands: Object.fromEntries(commands) as DeviceMeta['commands'] }),
  };
}

function metricsOf(nodes: unknown): Record<string, MetricMeta> {
  const metrics = new Map<string, MetricMeta>();
  for (const [node, body] of isJsonObject(nodes) ? Object.entries(nodes) : []) {
    const properties = isJsonObject(body) ? own(body, 'properties') : undefined;
    for (const [property, meta] of isJsonObject(properties) ? Object.entries(properties) : [])
      if (isJsonObject(meta) && metrics.size < METRICS_MAX && node !== '__proto__')
        metrics.set(`${node}.${property}`, propertyOf(meta));
  }
  return Object.fromEntries(metrics);
}

function propertyOf(property: JsonObject): MetricMeta {
  const attributes = ['unit', 'datatype', 'format', 'name', 'settable'];
  const parts = attributes.map((key) => {
    const value = own(property, key);
    const isPlain = typeof value === 'string' || typeof value === 'boolean';
    return isPlain ? metricOf(`$${key}`, String(value)) : undefined;
  });
  return Object.assign({}, ...parts) as MetricMeta;
}

export function textOf(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value.slice(0, TEXT_MAX) : undefined;
}
