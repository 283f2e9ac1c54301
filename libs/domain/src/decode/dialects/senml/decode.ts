import { isStorableName, LIMITS, type MetricMeta, type Rejection } from '@sensorium/contracts';
import type { Micros } from '../../../time/index.js';
import type { BoundedMap } from '../../bounded-map.js';
import { deviceKey } from '../../device-key.js';
import type { DialectOutcome } from '../../dialect.js';
import type { IncomingMessage } from '../../incoming.js';
import {
  decoded,
  ignored,
  rejected,
  type DeviceKey,
  type Fact,
  type RawValue,
  type ReadingsFact,
} from '../../outcome.js';
import { readStamp } from '../../stamp.js';
import { readDraft } from './draft.js';
import { nameRecords, type Named } from './names.js';
import { isPack, resolve, withLabels, type Resolved } from './pack.js';

/** Update times (s) that were said of metrics, by device and metric. */
export type SenmlState = BoundedMap<number>;

/** Times below this are relative to now (RFC 8428, 4.5.3). */
const RELATIVE_BELOW = 2 ** 28;

/** The records of a message in the JSON or CBOR form, else undefined. */
export function readPack(message: IncomingMessage): unknown[] | undefined {
  const first = message.payload[0] ?? 0;
  const isCbor = (first >= 0x80 && first <= 0x9b) || first === 0x9f;
  const body = isCbor ? message.cbor() : message.json();
  const draft = isCbor || body === undefined ? undefined : readDraft(body);
  if (draft) return draft;
  if (!Array.isArray(body)) return undefined;
  const list: unknown[] = isCbor ? withLabels(body as unknown[]) : body;
  return isPack(list) ? list : undefined;
}

export function decodeSenml(
  message: IncomingMessage,
  state: SenmlState,
  now: Micros,
): DialectOutcome<SenmlState> {
  const list = readPack(message);
  if (!list) return rejected('bad-record');
  if (list.length > LIMITS.valuesPerMessage) return rejected('too-many-values');
  const pack = new PackReadings(now);
  const records = resolve(list);
  const names = nameRecords(
    records.filter((one) => typeof one === 'object'),
    message.topic,
  );
  for (const [place, record] of records.entries()) {
    if (record === undefined) pack.rejected.push({ path: `[${place}]`, reason: 'bad-record' });
    else if (record !== 'base') pack.add(record, names.get(record));
  }
  if (pack.facts.size + pack.rejected.length === 0) return ignored('no-values');
  const { facts, state: next } = intervals(pack, state);
  return { ...decoded([...facts, ...pack.facts.values()], pack.rejected), state: next };
}

class PackReadings {
  readonly facts = new Map<string, ReadingsFact>();
  readonly rejected: Rejection[] = [];
  /** Update times (s) by device and metric. */
  readonly updates = new Map<DeviceKey, Map<string, number>>();

  constructor(private readonly now: Micros) {}

  add(record: Resolved, named: Named | undefined): void {
    const device = named && deviceKey('senml', '', named.device);
    if (!device) {
      this.rejected.push({ path: record.name, reason: 'bad-id' });
      return;
    }
    if (record.value !== undefined) this.addValue(device, named.metric, record.value, record);
    if (record.sum !== undefined)
      this.addValue(device, `${named.metric}.sum`, record.sum, { ...record, unit: undefined });
    if (record.update !== undefined && record.update > 0) {
      const updates = this.updates.get(device) ?? new Map<string, number>();
      this.updates.set(device, updates.set(named.metric, record.update));
    }
  }

  private addValue(device: DeviceKey, metric: string, value: RawValue, { time, unit }: Resolved): void {
    if (!isStorableName(metric) || metric === '__proto__') {
      this.rejected.push({ path: metric.slice(0, LIMITS.nameBytes), reason: 'bad-metric' });
      return;
    }
    const place = `${device.id}\0${time}`;
    const fact = this.facts.get(place) ?? {
      type: 'readings',
      device,
      ...this.when(time),
      metrics: [],
      values: [],
      units: [],
    };
    this.facts.set(place, fact);
    fact.metrics.push(metric);
    fact.values.push(value);
    // A base unit is that of the numbers: RFC 8428, 4.2.
    (fact.units as (string | undefined)[]).push(typeof value === 'number' ? unit : undefined);
  }

  /** Zero is now, which is the receipt. */
  private when(time: number): Pick<ReadingsFact, 'stamp' | 'relative'> {
    if (time === 0 || !Number.isFinite(time)) return { stamp: undefined };
    // Some count in ms, whatever the RFC says: told by size.
    if (time >= RELATIVE_BELOW) return { stamp: readStamp(time) };
    return { stamp: Math.round(this.now + time * 1e6), relative: true };
  }
}

/** Descriptions with the update times that were not said before. */
function intervals({ updates }: PackReadings, before: SenmlState): { facts: Fact[]; state: SenmlState } {
  const facts: Fact[] = [];
  let state = before;
  for (const [device, byMetric] of updates) {
    const news: [string, MetricMeta][] = [];
    for (const [metric, seconds] of byMetric) {
      const name = `${device.id}\0${metric}`;
      const interval = seconds * 1_000;
      if (state.get(name) === seconds || interval > INTERVAL_MAX || !isStorableName(metric)) continue;
      state = state.with(name, seconds);
      if (metric !== '__proto__') news.push([metric, { interval }]);
    }
    if (news.length === 0) continue;
    facts.push({ type: 'description', device, meta: { metrics: Object.fromEntries(news) }, mode: 'merge' });
  }
  return { facts, state };
}

/** A year, ms: the longest interval that a description may state. */
const INTERVAL_MAX = 31_536_000_000;
