import type { PreviewIncident, Value } from '@sensorium/contracts';
import {
  compile,
  findDeadband,
  Preview,
  type DeadbandOffer,
  type EngineRule,
  type Evaluator,
  type PreviewSeries,
} from '@sensorium/domain/alerts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { setImmediate as turn } from 'node:timers/promises';
import type { FleetView } from '../ports/fleet-view.js';
import type { StoredReadings } from '../ports/reading-store.js';
import { seriesFor, type CoveredDevice, type LookedSeries } from './preview-devices.js';
import { leadOf, type PreviewRange } from './preview-range.js';
import { readSamples } from './stored-samples.js';

/** Readings of one device, and of all devices of one preview. */
const DEVICE_SAMPLES_MAX = 6_000_000;
const SAMPLES_MAX = 24_000_000;
const INCIDENTS_MAX = 10_000;

/** Readings that are evaluated between two looks at the clock, and how long one turn of it may take, ms. */
const SLICE = 8_192;
const TURN_MS = 8;

/** A rule, the stretch that it is replayed on, and where the readings are. */
export interface PreviewTask {
  rule: EngineRule;
  range: PreviewRange;
  stored: Pick<StoredReadings, 'page'>;
  fleet: FleetView;
  /** Nobody waits for the answer any more. */
  gone: AbortSignal;
}

/** Replays a rule on one device after the other, in slices between which everything else has its turn. */
export class PreviewRun {
  readonly incidents: PreviewIncident[] = [];
  looked = 0;
  isTruncated = false;
  private samples = 0;

  constructor(private readonly task: PreviewTask) {}

  /** Ends early when nobody waits, or when so much was read or found that more would help nobody. */
  async over(devices: readonly CoveredDevice[]): Promise<void> {
    for (const one of devices) {
      if (this.task.gone.aborted || this.samples >= SAMPLES_MAX || this.isTruncated) return;
      await this.replay(one);
      this.looked += 1;
    }
  }

  /** A deadband with which the rule would have fired far less on the device; null for none. */
  async deadband({ device, scope }: CoveredDevice): Promise<DeadbandOffer | null> {
    const { rule, fleet } = this.task;
    const { evaluator } = compile(rule, scope);
    const series = evaluator && (await this.read(seriesFor(rule, device, fleet)));
    if (!evaluator || !series) return null;
    const search = findDeadband(evaluator, series, this.options());
    for (;;) {
      const found = search.next();
      if (found.done === true) return found.value;
      if (this.task.gone.aborted) return null;
      await turn();
    }
  }

  private async replay({ device, scope }: CoveredDevice): Promise<void> {
    const { rule, fleet } = this.task;
    const { evaluator } = compile(rule, scope);
    const looked = seriesFor(rule, device, fleet);
    const series = evaluator && looked.length > 0 ? await this.read(looked) : [];
    if (series === undefined) this.isTruncated = true;
    if (!evaluator || !series || series.length === 0) return;
    const preview = await this.run(evaluator, series);
    const isBoolean = looked[0]?.kind === 'boolean';
    for (const { firedAt, resolvedAt, peak, reason } of preview.incidents) {
      this.incidents.push({
        ...{ device: device.id, uid: device.uid, metric: rule.metric, reason },
        firedAt: firedAt / MICROS_PER_MS,
        resolvedAt: resolvedAt === null ? null : resolvedAt / MICROS_PER_MS,
        peak: shown(peak, isBoolean),
      });
    }
    this.isTruncated ||= preview.truncated || this.incidents.length >= INCIDENTS_MAX;
  }

  private async run(evaluator: Evaluator, series: PreviewSeries[]): Promise<Preview> {
    const preview = new Preview(evaluator, series, this.options());
    for (let isDone = false; !isDone && !this.task.gone.aborted;) {
      const end = performance.now() + TURN_MS;
      do isDone = preview.advance(SLICE);
      while (!isDone && performance.now() < end);
      await turn();
    }
    return preview;
  }

  /** The readings of all series; undefined if they are too many to look at. */
  private async read(looked: readonly LookedSeries[]): Promise<PreviewSeries[] | undefined> {
    const found: PreviewSeries[] = [];
    let left = DEVICE_SAMPLES_MAX;
    const { rule, range, stored } = this.task;
    const led = { ...range, from: range.from - leadOf(rule) };
    for (const one of looked) {
      const samples = await readSamples(stored, one, led, left);
      if (!samples) return undefined;
      left -= samples.t.length;
      this.samples += samples.t.length;
      found.push({ metric: one.metric, staleMs: one.staleMs, ...samples });
    }
    return found;
  }

  private options(): PreviewRange & { limit: number } {
    return { ...this.task.range, limit: INCIDENTS_MAX - this.incidents.length };
  }
}

/** Readings of booleans are stored as 1 and 0. */
function shown(peak: { value: Value } | null, isBoolean: boolean): PreviewIncident['peak'] {
  if (peak === null) return null;
  return isBoolean && typeof peak.value === 'number' ? peak.value === 1 : peak.value;
}
