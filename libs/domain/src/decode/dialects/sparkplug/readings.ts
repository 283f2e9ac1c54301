import { isStorableName, LIMITS, type Rejection } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import type { DeviceKey, Fact, RawValue, ReadingsFact } from '../../outcome.js';
import { readStamp } from '../../stamp.js';
import type { DataSet, Metric, SparkplugPayload, Template } from './message.js';
import type { Definition } from './sessions.js';
import { isArrayType, readArray, readScalar } from './values.js';

/** What a payload says of one device. */
export interface Taken {
  facts: Fact[];
  rejected: Rejection[];
  /** Metrics whose alias nobody declared. */
  unknown: number;
}

/** Metrics by which a node is commanded, and the number of its session: no measurements. */
export function isControl(name: string): boolean {
  return name === 'bdSeq' || name.startsWith('Node Control/') || name.startsWith('Device Control/');
}

/**
 * The readings in a payload, one fact for each time. A data set becomes `name.<row>.<column>`, a template
 * `name.<its metric>` and `name.<its parameter>`, an array `name.<place>`; definitions of templates, files and
 * bytes are no readings, nor are transient metrics, which are not to be stored.
 */
export function takeReadings(
  device: DeviceKey,
  payload: SparkplugPayload,
  definitions: ReadonlyMap<number | string, Definition>,
): Taken {
  const taker = new Taker(device, definitions);
  const stamp = stampOf(payload.timestamp);
  for (const metric of payload.metrics) taker.take(metric, '', stamp);
  return { facts: [...taker.facts.values()], rejected: taker.rejected, unknown: taker.unknown };
}

/** Times are ms; zero is what writers without a clock send. */
function stampOf(timestamp: number | undefined): Micros | undefined {
  return timestamp === undefined || timestamp === 0 ? undefined : readStamp(timestamp);
}

class Taker {
  readonly facts = new Map<Micros | undefined, ReadingsFact>();
  readonly rejected: Rejection[] = [];
  unknown = 0;
  private count = 0;

  constructor(
    private readonly device: DeviceKey,
    private readonly definitions: ReadonlyMap<number | string, Definition>,
  ) {}

  take(metric: Metric, prefix: string, messageStamp: Micros | undefined): void {
    // Inside a template names are those of its own metrics.
    const key = prefix === '' ? (metric.name ?? metric.alias) : metric.alias;
    const defined = this.definitions.get(key ?? '');
    const name = metric.name ?? defined?.name;
    if (name === undefined) {
      this.unknown += 1;
      this.refuse(`alias ${metric.alias ?? '?'}`, 'unknown-alias');
      return;
    }
    if (metric.isNull === true || metric.isTransient === true || isControl(name)) return;
    const path = prefix + name;
    const quality = metric.properties?.get('quality');
    if (typeof quality === 'number' && !isGood(quality)) {
      this.refuse(path, 'bad-quality');
      return;
    }
    const datatype = metric.datatype ?? defined?.datatype;
    this.takeValue(metric, path, datatype, stampOf(metric.timestamp) ?? messageStamp);
  }

  private takeValue(
    { value }: Metric,
    path: string,
    datatype: number | undefined,
    stamp: Micros | undefined,
  ): void {
    if (value?.kind === 'data-set') this.takeTable(value.value, path, stamp);
    else if (value?.kind === 'template') this.takeTemplate(value.value, path, stamp);
    else if (value?.kind === 'bytes') this.takeBytes(value.value, path, datatype, stamp);
    else this.add(path, readScalar(value, datatype), stamp);
  }

  private takeTable({ columns, types, rows }: DataSet, path: string, stamp: Micros | undefined): void {
    for (const [place, row] of rows.entries()) {
      for (const [column, cell] of row.entries()) {
        const name = columns[column] ?? String(column);
        this.add(`${path}.${place}.${name}`, readScalar(cell, types[column]), stamp);
      }
    }
  }

  private takeTemplate(template: Template, path: string, stamp: Micros | undefined): void {
    if (template.isDefinition) return;
    for (const parameter of template.parameters) this.take(parameter, `${path}.`, stamp);
    for (const metric of template.metrics) this.take(metric, `${path}.`, stamp);
  }

  private takeBytes(
    bytes: Uint8Array,
    path: string,
    datatype: number | undefined,
    stamp: Micros | undefined,
  ): void {
    if (datatype === undefined || !isArrayType(datatype)) return;
    const list = readArray(bytes, datatype, LIMITS.valuesPerMessage);
    if (!list) this.refuse(path, 'bad-record');
    for (const [place, value] of (list ?? []).entries()) this.add(`${path}.${place}`, value, stamp);
  }

  private add(path: string, value: RawValue | undefined, stamp: Micros | undefined): void {
    if (value === undefined) return;
    if (++this.count > LIMITS.valuesPerMessage) {
      if (this.count === LIMITS.valuesPerMessage + 1) this.refuse(path, 'too-many-values');
    } else if (path === '__proto__' || !isStorableName(path)) this.refuse(path, 'bad-metric');
    else {
      const fact = this.facts.get(stamp) ?? this.begin(stamp);
      fact.metrics.push(path);
      fact.values.push(value);
    }
  }

  private begin(stamp: Micros | undefined): ReadingsFact {
    const fact: ReadingsFact = { type: 'readings', device: this.device, stamp, metrics: [], values: [] };
    this.facts.set(stamp, fact);
    return fact;
  }

  private refuse(path: string, reason: 'unknown-alias' | 'bad-quality' | RefusedValue): void {
    this.rejected.push({ path: path.slice(0, LIMITS.nameBytes), reason });
  }
}

type RefusedValue = 'bad-record' | 'bad-metric' | 'too-many-values';

/** Good is 192 (Sparkplug 3.0, 6.4.14); OPC has further kinds of good up to 255. */
function isGood(quality: number): boolean {
  return quality >= 192 && quality <= 255;
}
