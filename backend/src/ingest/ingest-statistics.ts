import type { HistoryState } from '@sensorium/contracts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { IngestStats } from '../ports/live-bus.js';
import type { Pipeline } from './pipeline.js';
import type { Registry } from './registry.js';
import type { RejectionLog } from './rejection-log.js';

/** Resolution of the event loop's delay, ms: fine enough for what people notice, and costs next to nothing. */
const RESOLUTION_MS = 20;

/** Counts of the ingest, and the delay of its event loop since they were read last. */
export class IngestStatistics {
  private readonly delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor(
    private readonly pipeline: Pipeline,
    private readonly rejections: RejectionLog,
    private readonly registry: Registry,
  ) {
    this.delay.enable();
  }

  /** `fault`: why the registry cannot be saved, if so; `since` when, µs. */
  read({ fault, since }: { fault: string | null; since: number }, history: HistoryState): IngestStats {
    const { messages, readings, ignored } = this.pipeline;
    const p99 = Math.max(0, this.delay.percentile(99) / 1e6 - RESOLUTION_MS);
    this.delay.reset();
    return {
      messages,
      readings,
      ignored,
      rejected: this.rejections.total,
      rejections: this.rejections.list(),
      history,
      registryFault: fault,
      registrySince: since,
      unsavedDevices: this.registry.changes.unsavedCount,
      eventLoopP99Ms: Number.isFinite(p99) ? p99 : 0,
    };
  }

  stop(): void {
    this.delay.disable();
  }
}
