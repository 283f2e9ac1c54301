import type { Kind, Quality, Rejection, RejectReason } from '@sensorium/contracts';
import { metricFacts, type RawValue, type ReadingsFact } from '@sensorium/domain/decode';
import { noteArrival } from '@sensorium/domain/presence';
import { settleKind, settleTime } from '@sensorium/domain/series';
import { QUALITY_CODES, type Batch } from './batch.js';
import type { AlertHooks } from './alert-hooks.js';
import type { Committer } from './committer.js';
import type { EventLog } from './event-log.js';
import type { Registry } from './registry.js';
import type { SourceClocks } from './source-clocks.js';
import type { TrackedDevice } from './tracked.js';

/** Time of a reading with its quality, settled for a whole message. */
interface When {
  t: number;
  quality: Quality;
  received: number;
  retained: boolean;
  /** It enters history: a retained value does only with its own time. */
  kept: boolean;
}

/** Readings so close to each other (µs) came at one moment: a message holds 10,000 at most. */
const ONE_MOMENT = 10_000;

/** Why no value of these can become a reading of a device that is not known yet; undefined if one can. */
export function rejectAll({ metrics, values }: ReadingsFact): Rejection[] | undefined {
  const rejected: Rejection[] = [];
  for (const [place, raw] of values.entries()) {
    const settled = settleKind(undefined, raw);
    if (typeof settled !== 'string') return undefined;
    rejected.push({ path: metrics[place] ?? '', reason: settled });
  }
  return rejected;
}

interface StageParts {
  registry: Registry;
  batch: Batch;
  committer: Pick<Committer, 'add'>;
  clocks: SourceClocks;
  log: EventLog;
  alerts: Pick<AlertHooks, 'reading'>;
}

/**
 * The last stages of readings: settle the time, settle kind and series, note the arrival, append to what is stored
 * and to the live batch, evaluate the rules of alerts.
 */
export class ReadingsStage {
  private readonly registry: Registry;
  private readonly batch: Batch;
  private readonly clocks: SourceClocks;

  constructor(private readonly parts: StageParts) {
    ({ registry: this.registry, batch: this.batch, clocks: this.clocks } = parts);
  }

  /** Takes the values of one fact, received at `now` (µs); returns how many, and adds the others to `rejected`. */
  take(
    device: TrackedDevice,
    { stamp, metrics, values }: ReadingsFact,
    { retained, now }: { retained: boolean; now: number },
    rejected: Rejection[],
  ): number {
    const { t, quality, setBack } = settleTime(device.clock, stamp, now);
    if (setBack) this.startAnew(device, now);
    if (!retained) this.registry.heard(device, now);
    const kept = !retained || (stamp !== undefined && quality === 'good');
    const when = { t, quality, received: now, retained, kept };
    let accepted = 0;
    for (const [place, metric] of metrics.entries()) {
      const raw = values[place];
      const reason = raw === undefined ? undefined : this.append(device, metric, raw, when);
      if (reason === undefined) accepted += 1;
      else rejected.push({ path: metric, reason });
    }
    return accepted;
  }

  private append(device: TrackedDevice, metric: string, raw: RawValue, when: When): RejectReason | undefined {
    const known = this.registry.find(device, metric);
    const settled = settleKind(known?.arrivals.kind ?? statedKind(device, metric), raw);
    if (typeof settled === 'string') return settled;
    const series = known ?? this.registry.create(device, metric, settled.kind);
    if (typeof series === 'string') return series;
    const { quality, received, retained, kept } = when;
    const t = when.t === received ? receiptTime(received, series.newest) : when.t;
    if (!retained) {
      series.lastSeen = received;
      noteArrival(series.arrivals, this.clocks.read(device.source, received));
    }
    const newest = t >= series.newest;
    if (newest) series.newest = t;
    if (kept) this.parts.committer.add(series.n, t, settled.value, QUALITY_CODES.get(quality) ?? 0);
    this.batch.add({ series: series.n, t, received, value: settled.value, quality, retained, newest });
    if (!retained) this.parts.alerts.reading(device, series, { t, received, value: settled.value, quality });
    return undefined;
  }

  /** The clock of the device was set back: its newest value is the next one, whatever its time. */
  private startAnew(device: TrackedDevice, now: number): void {
    for (const series of device.series.values()) series.newest = -Infinity;
    this.parts.log.note({ code: 'clock-set-back' }, device, now);
  }
}

/** Receipt is the time of a reading without one of its own; of several at one moment each gets its own µs. */
function receiptTime(received: number, newest: number): number {
  return received <= newest && newest - received < ONE_MOMENT ? newest + 1 : received;
}

function statedKind({ meta, dialect }: TrackedDevice, metric: string): Kind | undefined {
  const metrics = meta?.metrics;
  const said = metrics && Object.hasOwn(metrics, metric) ? metrics[metric]?.kind : undefined;
  return said ?? metricFacts(dialect, metric).kind;
}
