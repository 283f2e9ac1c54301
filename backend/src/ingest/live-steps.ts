import type { HistoryEvent } from '@sensorium/contracts';
import type { LinkStatus } from '../ports/broker-link.js';
import type { Clock } from '../ports/clock.js';
import type { IngestStats, LiveStep } from '../ports/live-bus.js';
import type { AlertHooks } from './alert-hooks.js';
import type { Batch } from './batch.js';
import type { EventLog } from './event-log.js';
import { presenceChange, presenceEvent } from './presence-change.js';
import { activity, nextStretch, toRecord } from './records.js';
import type { Registry } from './registry.js';
import type { SiteList } from './site-list.js';
import type { SourceClocks } from './source-clocks.js';
import type { TrackedDevice } from './tracked.js';

/** Steps are at least so far apart. */
const STEP_MS = 8;

/** The first reading after a rest waits so long for those that come with it. */
const TOGETHER_MS = 1;

interface StepParts {
  registry: Registry;
  sites: SiteList;
  batch: Batch;
  clocks: SourceClocks;
  clock: Clock;
  log: EventLog;
  alerts: AlertHooks;
}

/** What is not in every step. */
export interface Extras {
  /** Judge the presence of all devices. */
  presence?: boolean;
  link?: LinkStatus | null;
  history?: HistoryEvent;
  /** Counts of the ingest; the activity of devices goes with them. */
  stats?: () => IngestStats;
}

/** Makes the steps of the live stream: every few ms, what became of what came. */
export class LiveSteps {
  /** Gets every step. */
  listener: (step: LiveStep) => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  /** When the last one was made, ms of the running clock. */
  private madeAt = -Infinity;

  constructor(private readonly parts: StepParts) {}

  soon(): void {
    if (this.timer !== undefined) return;
    const rest = this.madeAt + STEP_MS - performance.now();
    this.timer = setTimeout(
      () => {
        this.make({});
      },
      Math.max(TOGETHER_MS, rest),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  make({ presence, link, history, stats }: Extras): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.madeAt = performance.now();
    const time = this.parts.clock.now();
    const { registry, batch, sites, alerts } = this.parts;
    const { changes, active } = registry;
    const awakened = changes.takeAwakened();
    const removed = changes.takeGone();
    alerts.told(removed, time);
    const devices = changes.takeAnnounced().map(toRecord);
    const judged = this.judge(presence === true ? registry.devices() : awakened, time);
    this.listener({
      time,
      removed,
      devices,
      sites: sites.takeAnnounced(),
      readings: batch.take(),
      presence: judged,
      activity: stats ? [...active].flatMap((device) => activity(device) ?? []) : [],
      link: link ?? null,
      history: history ?? null,
      stats: stats?.() ?? null,
      alerts: alerts.stepped(judged, time),
    });
  }

  /** Begins a new stretch of counting messages. */
  nextStretch(): void {
    const { active } = this.parts.registry;
    for (const device of active) if (!nextStretch(device)) active.delete(device);
  }

  private judge(devices: Iterable<TrackedDevice>, now: number): LiveStep['presence'] {
    const { clocks, log } = this.parts;
    const updates: LiveStep['presence'] = [];
    for (const device of devices) {
      const { source } = device;
      const change = presenceChange(device, clocks.isRunning(source), clocks.read(source, now), now);
      if (!change) continue;
      updates.push(change.update);
      const event = change.from === 'never' && device.told === 'live' ? undefined : presenceEvent(change);
      if (event) log.note(event, device, now);
    }
    return updates;
  }
}
