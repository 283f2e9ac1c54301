import { LIMITS } from '@sensorium/contracts';
import { ProtobufError, type ProtobufReader } from '../../protobuf.js';

/** A value as it is on the wire; what its bits mean is said by the data type. */
export type WireValue =
  | { kind: 'integer'; isLong: boolean; low: number; high: number }
  | { kind: 'plain'; value: number | boolean | string }
  | { kind: 'bytes'; value: Uint8Array }
  | { kind: 'data-set'; value: DataSet }
  | { kind: 'template'; value: Template }
  | { kind: 'other' };

/** One metric (`Payload.Metric` of sparkplug_b.proto). Times in ms since 1970. */
export interface Metric {
  name?: string;
  alias?: number;
  timestamp?: number;
  datatype?: number;
  isTransient?: boolean;
  isNull?: boolean;
  /** Properties that are scalars, by key in lower case. */
  properties?: ReadonlyMap<string, number | boolean | string>;
  value?: WireValue;
}

/** A table: `rows[row][column]`. */
export interface DataSet {
  columns: string[];
  types: number[];
  rows: (WireValue | undefined)[][];
}

export interface Template {
  metrics: Metric[];
  parameters: Metric[];
  isDefinition: boolean;
}

export interface SparkplugPayload {
  timestamp?: number;
  metrics: Metric[];
  seq?: number;
  /** What is in `body` when it is not the metrics. */
  uuid?: string;
}

/** Values that one payload may hold, so that its parts cost no more memory than its bytes let expect. */
class Budget {
  private left = 2 * LIMITS.valuesPerMessage;

  spend(): void {
    if (--this.left < 0) throw new ProtobufError('too many values', 'too-many-values');
  }
}

/** Reads a payload (sparkplug_b.proto of Eclipse Tahu; Sparkplug 3.0, 6.4.1). Throws ProtobufError. */
export function readSparkplug(reader: ProtobufReader): SparkplugPayload {
  const payload: SparkplugPayload = { metrics: [] };
  const budget = new Budget();
  while (reader.next()) {
    if (reader.field === 1) payload.timestamp = reader.number();
    else if (reader.field === 2) payload.metrics.push(readMetric(reader.message(), budget));
    else if (reader.field === 3) payload.seq = reader.number();
    else if (reader.field === 4) payload.uuid = reader.text();
  }
  return payload;
}

function readMetric(reader: ProtobufReader, budget: Budget): Metric {
  budget.spend();
  const metric: Metric = {};
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        metric.name = reader.text();
        break;
      case 2:
        metric.alias = reader.number();
        break;
      case 3:
        metric.timestamp = reader.number();
        break;
      case 4:
        metric.datatype = reader.number();
        break;
      case 6:
        metric.isTransient = reader.number() !== 0;
        break;
      case 7:
        metric.isNull = reader.number() !== 0;
        break;
      case 9:
        metric.properties = readProperties(reader.message(), budget);
        break;
      default:
        // Of the others (historical, metadata) nothing changes what the value means.
        if (reader.field >= METRIC_VALUES) metric.value = readValue(reader, METRIC_VALUES, budget);
    }
  }
  return metric;
}

/** First field of the value, in the order int, long, float, double, boolean, string. */
const METRIC_VALUES = 10;
const PROPERTY_VALUES = 3;
const CELL_VALUES = 1;

function readValue(reader: ProtobufReader, first: number, budget: Budget): WireValue {
  switch (reader.field - first) {
    case 0:
    case 1: {
      const isLong = reader.field > first;
      reader.number();
      return { kind: 'integer', isLong, low: reader.low, high: reader.high };
    }
    case 2:
      return { kind: 'plain', value: reader.float() };
    case 3:
      return { kind: 'plain', value: reader.double() };
    case 4:
      return { kind: 'plain', value: reader.number() !== 0 };
    case 5:
      return { kind: 'plain', value: reader.text() };
    default:
      return first === METRIC_VALUES ? readLarge(reader, budget) : { kind: 'other' };
  }
}

function readLarge(reader: ProtobufReader, budget: Budget): WireValue {
  if (reader.field === 16) return { kind: 'bytes', value: reader.data() };
  if (reader.field === 17) return { kind: 'data-set', value: readDataSet(reader.message(), budget) };
  if (reader.field === 18) return { kind: 'template', value: readTemplate(reader.message(), budget) };
  return { kind: 'other' };
}

function readDataSet(reader: ProtobufReader, budget: Budget): DataSet {
  const set: DataSet = { columns: [], types: [], rows: [] };
  while (reader.next()) {
    budget.spend();
    if (reader.field === 2) set.columns.push(reader.text());
    else if (reader.field === 3) reader.numbers((type) => set.types.push(type));
    else if (reader.field === 4) set.rows.push(readRow(reader.message(), budget));
  }
  return set;
}

function readRow(reader: ProtobufReader, budget: Budget): (WireValue | undefined)[] {
  const row: (WireValue | undefined)[] = [];
  while (reader.next()) {
    if (reader.field !== 1) continue;
    budget.spend();
    const cell = reader.message();
    let value: WireValue | undefined;
    while (cell.next()) value = readValue(cell, CELL_VALUES, budget);
    row.push(value);
  }
  return row;
}

function readTemplate(reader: ProtobufReader, budget: Budget): Template {
  const template: Template = { metrics: [], parameters: [], isDefinition: false };
  while (reader.next()) {
    if (reader.field === 2) template.metrics.push(readMetric(reader.message(), budget));
    else if (reader.field === 3) template.parameters.push(readParameter(reader.message(), budget));
    else if (reader.field === 5) template.isDefinition = reader.number() !== 0;
  }
  return template;
}

function readParameter(reader: ProtobufReader, budget: Budget): Metric {
  budget.spend();
  const parameter: Metric = {};
  while (reader.next()) {
    if (reader.field === 1) parameter.name = reader.text();
    else if (reader.field === 2) parameter.datatype = reader.number();
    else parameter.value = readValue(reader, PROPERTY_VALUES, budget);
  }
  return parameter;
}

/** Scalars of a property set; those that are sets themselves say nothing that we keep. */
function readProperties(reader: ProtobufReader, budget: Budget): Map<string, number | boolean | string> {
  const keys: string[] = [];
  const values: (number | boolean | string | undefined)[] = [];
  while (reader.next()) {
    budget.spend();
    if (reader.field === 1) keys.push(reader.text());
    else if (reader.field === 2) values.push(readProperty(reader.message(), budget));
  }
  const properties = new Map<string, number | boolean | string>();
  for (const [place, key] of keys.entries()) {
    const value = values[place];
    if (value !== undefined) properties.set(key.toLowerCase(), value);
  }
  return properties;
}

function readProperty(reader: ProtobufReader, budget: Budget): number | boolean | string | undefined {
  let value: WireValue | undefined;
  let isNull = false;
  while (reader.next()) {
    if (reader.field === 2) isNull = reader.number() !== 0;
    else if (reader.field >= PROPERTY_VALUES) value = readValue(reader, PROPERTY_VALUES, budget);
  }
  if (isNull || !value) return undefined;
  if (value.kind === 'integer') return value.isLong ? value.high * 4_294_967_296 + value.low : value.low | 0;
  return value.kind === 'plain' ? value.value : undefined;
}
