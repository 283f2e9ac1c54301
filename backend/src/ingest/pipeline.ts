import type { IngestReceipt, Quality, Rejection, RejectReason } from '@sensorium/contracts';
import {
  decode,
  decodeFor,
  EMPTY_DECODE_STATE,
  type DecodeState,
  type Fact,
  type Message,
  type Outcome,
  type RawValue,
  type ReadingsFact,
} from '@sensorium/domain/decode';
import { noteArrival, readClock, type ConnectedClock } from '@sensorium/domain/presence';
import { settleKind, settleTime } from '@sensorium/domain/series';
import type { Batch } from './batch.js';
import type { Registry } from './registry.js';
import type { RejectionLog } from './rejection-log.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** Where a message came from: the name of its source, and how the topic is told in rejections. */
interface Origin {
  source: string;
  topic: string;
  retained: boolean;
  /** Our time of receipt, µs. */
  now: number;
}

/** Time of a reading with its quality, settled for a whole message. */
interface When {
  t: number;
  quality: Quality;
}

/**
 * The way of one message, from bytes to rows of the batch:
 * decode -> identify -> settle the time -> settle kind and series -> note the arrival -> append.
 * What a stage does not take is counted under its reason and goes no further.
 */
export class Pipeline {
  messages = 0;
  readings = 0;
  ignored = 0;
  private state: DecodeState = EMPTY_DECODE_STATE;

  constructor(
    private readonly registry: Registry,
    private readonly batch: Batch,
    private readonly rejections: RejectionLog,
    private readonly connected: ConnectedClock,
  ) {}

  /** Takes one MQTT message of `source`, received at `now` (µs). Never throws. */
  take(source: string, message: Message, now: number): void {
    const { topic, retained } = message;
    this.follow(decode(this.state, message, now), { source, topic, retained, now });
  }

  /** Takes one native payload of a named device, as the HTTP route hands it in. */
  takeFor(source: string, device: string, payload: Uint8Array, now: number): IngestReceipt {
    const origin: Origin = { source, topic: `http:${device}`, retained: false, now };
    return this.follow(decodeFor(this.state, device, payload), origin);
  }

  private follow(outcome: Outcome, origin: Origin): IngestReceipt {
    this.messages += 1;
    if (outcome.kind === 'ignored') {
      this.ignored += 1;
      return { accepted: 0, rejected: [] };
    }
    if (outcome.kind === 'rejected') return this.refuse([{ path: '', reason: outcome.reason }], origin);
    this.state = outcome.state;
    const rejected = [...outcome.rejected];
    let accepted = 0;
    for (const fact of outcome.facts) accepted += this.apply(fact, origin, rejected);
    return { accepted, rejected: this.refuse(rejected, origin).rejected };
  }

  private refuse(rejected: Rejection[], origin: Origin): IngestReceipt {
    for (const { reason } of rejected) this.rejections.note(reason as RejectReason, origin.topic, origin.now);
    return { accepted: 0, rejected };
  }

  private apply(fact: Fact, origin: Origin, rejected: Rejection[]): number {
    const device = this.registry.identify(origin.source, fact.device, origin.now);
    if (typeof device === 'string') {
      rejected.push({ path: '', reason: device });
      return 0;
    }
    switch (fact.type) {
      case 'readings':
        return this.applyReadings(device, fact, origin, rejected);
      case 'availability':
        device.saidOnline = fact.online;
        device.heardSince = false;
        this.registry.unsavedYet(device);
        return 0;
      case 'description':
        this.registry.describe(device, fact.meta);
        return 0;
      case 'reply':
      case 'removal':
        return 0;
    }
  }

  private applyReadings(
    device: TrackedDevice,
    fact: ReadingsFact,
    origin: Origin,
    rejected: Rejection[],
  ): number {
    const when = settleTime(device.clock, fact.stamp, origin.now);
    if (when.setBack) restartNewest(device);
    if (!origin.retained) this.registry.heard(device, origin.now);
    let accepted = 0;
    for (const [place, metric] of fact.metrics.entries()) {
      const raw = fact.values[place];
      const reason = raw === undefined ? undefined : this.append(device, metric, raw, when, origin);
      if (reason === undefined) accepted += 1;
      else rejected.push({ path: metric, reason });
    }
    this.readings += accepted;
    return accepted;
  }

  private append(
    device: TrackedDevice,
    metric: string,
    raw: RawValue,
    when: When,
    origin: Origin,
  ): RejectReason | undefined {
    const known = this.registry.find(device, metric);
    const settled = settleKind(known?.arrivals.kind ?? statedKind(device, metric), raw);
    if (typeof settled === 'string') return settled;
    const series = known ?? this.registry.create(device, metric, settled.kind);
    if (typeof series === 'string') return series;
    if (!origin.retained) this.arrived(series, origin.now);
    const newest = when.t >= series.newest;
    if (newest) series.newest = when.t;
    this.batch.add({
      series: series.n,
      t: when.t,
      received: origin.now,
      value: settled.value,
      quality: when.quality,
      retained: origin.retained,
      newest,
    });
    return undefined;
  }

  private arrived(series: TrackedSeries, now: number): void {
    series.lastSeen = now;
    noteArrival(series.arrivals, readClock(this.connected, now));
  }
}

function restartNewest(device: TrackedDevice): void {
  for (const series of device.series.values()) series.newest = -Infinity;
}

function statedKind(device: TrackedDevice, metric: string) {
  const metrics = device.meta?.metrics;
  return metrics && Object.hasOwn(metrics, metric) ? metrics[metric]?.kind : undefined;
}
