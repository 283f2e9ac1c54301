import { Inject, Injectable } from '@nestjs/common';
import type { DeadbandOffer, PreviewAnswer, RulePreviewRequest } from '@sensorium/contracts';
import { compile } from '@sensorium/domain/alerts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { ApiError } from '../ports/api-error.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { STORED_READINGS } from '../ports/history-calls.js';
import type { StoredReadings } from '../ports/reading-store.js';
import { coveredBy, type CoveredDevice } from './preview-devices.js';
import { previewRange } from './preview-range.js';
import { PreviewRun, type PreviewTask } from './preview-run.js';
import { checkEngineRule } from './rule-check.js';

/** Previews that run at once: each may hold the readings of a device in memory. */
const RUNNING_MAX = 4;

/** Devices that an answer names. */
const NAMED_MAX = 100;

/** Tells what a rule would have done: the engine of the live rules, over stored readings. */
@Injectable()
export class PreviewService {
  private running = 0;

  constructor(
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  preview(request: RulePreviewRequest, gone: AbortSignal): Promise<PreviewAnswer> {
    return this.bounded(async () => {
      const task = this.task(request, gone);
      const covered = coveredBy(request, this.fleet);
      const run = new PreviewRun(task);
      await run.over(covered.slice(0, request.limit));
      return {
        from: task.range.from / MICROS_PER_MS,
        to: task.range.to / MICROS_PER_MS,
        incidents: run.incidents.sort((one, other) => one.firedAt - other.firedAt),
        matched: covered.length,
        looked: run.looked,
        devices: covered.slice(0, NAMED_MAX).map((one) => named(request, one)),
        truncated: run.isTruncated,
      };
    });
  }

  /** Looks at the device that had most incidents: there a deadband helps most. */
  offer(request: RulePreviewRequest, gone: AbortSignal): Promise<DeadbandOffer> {
    return this.bounded(async () => {
      const task = this.task(request, gone);
      const covered = coveredBy(request, this.fleet).slice(0, request.limit);
      const run = new PreviewRun(task);
      await run.over(covered);
      const noisiest = mostOf(run.incidents.map(({ uid }) => uid));
      const one = covered.find(({ device }) => device.uid === noisiest);
      const found = one && (await new PreviewRun(task).deadband(one));
      return { offer: one && found ? { device: one.device.id, ...found } : null };
    });
  }

  private task(request: RulePreviewRequest, gone: AbortSignal): PreviewTask {
    checkEngineRule(request);
    const range = previewRange(request, this.clock.now() / MICROS_PER_MS);
    return { rule: request, range, stored: this.stored, fleet: this.fleet, gone };
  }

  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= RUNNING_MAX) {
      throw new ApiError('rate-limited', `at most ${RUNNING_MAX} previews run at once`);
    }
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
    }
  }
}

function named(
  request: RulePreviewRequest,
  { device, scope }: CoveredDevice,
): PreviewAnswer['devices'][number] {
  const { id, uid, name } = device;
  return { id, uid, name, limit: compile(request, scope).evaluator?.limit ?? null };
}

/** What is there most often; undefined for nothing. */
function mostOf(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
