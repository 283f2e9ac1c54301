import { Injectable, Inject, Logger } from '@nestjs/common';
import type { FramePart, Resumed } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { Cadences } from './cadence.js';
import { CatchUps, type CatchUpPlan } from './catch-up.js';
import type { Frame } from './frame.js';
import { LiveReader } from './live-reader.js';
import type { Subscription } from './subscription.js';
import type { Viewer } from './viewer.js';

/** A viewer without credit that could take nothing is tried again after so long, ms. */
const RETRY_MS = 100;

/** A viewer is asked so often whether it takes the next frame of its catch-up, ms. */
const CATCH_UP_RETRY_MS = 20;

/** Above so many waiting packets a viewer is not told its pace: what it would read is past. */
const PACE_PACKETS = 8;

/**
 * Brings a viewer of Socket.IO the readings of its subscriptions, at its own pace. One that cannot take a frame is
 * passed over. In mode `latest` the next frame holds the newest values; in mode `every` it goes on where it stopped,
 * or what no longer fits into one frame comes downsampled, as a catch-up.
 */
@Injectable()
export class Feed {
  private readonly clock = new Clock();
  private readonly logger = new Logger('live');
  private readonly cadences = new Cadences((viewer, subscription) => {
    this.send(viewer, subscription);
  });

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(LiveReader) private readonly reader: LiveReader,
    @Inject(CatchUps) private readonly catchUps: CatchUps,
  ) {}

  /** Begins a subscription: after its cursor where that can be, else with the latest values. */
  begin(viewer: Viewer, subscription: Subscription): Resumed {
    this.cadences.join(viewer, subscription);
    const { cursor, mode } = subscription.request;
    const found = cursor === undefined ? undefined : this.reader.find(cursor);
    if (found?.in === 'log') {
      subscription.place = this.reader.placeAt(subscription, found.place);
      subscription.exactUntil = this.fleet.sequence;
      this.offer(viewer, subscription);
      return 'memory';
    }
    const plan =
      found?.in === 'past' && mode === 'every'
        ? this.catchUps.plan(subscription, found.place.time)
        : undefined;
    if (plan && found?.in === 'past') {
      subscription.place = found.place;
      this.catchUp(viewer, subscription, plan);
      return 'history';
    }
    this.beginAnew(viewer, subscription);
    return null;
  }

  /** There are new readings: they go out once the tick of a subscription has passed. */
  step(): void {
    this.cadences.beat();
  }

  /** The viewer can take more: sends what waits for it, once its tick has passed. */
  offer(viewer: Viewer, subscription: Subscription): void {
    if (this.hasNews(subscription)) this.cadences.offer(viewer, subscription);
  }

  private hasNews({ isCatchingUp, place }: Subscription): boolean {
    return !isCatchingUp && place.sequence < this.fleet.sequence;
  }

  private beginAnew(viewer: Viewer, subscription: Subscription): void {
    subscription.place = this.reader.endOf(subscription);
    for (const { part, frame } of this.reader.first(subscription)) {
      this.sendFrame(viewer, subscription, part, frame);
    }
    viewer.grantBacklog();
  }

  private send(viewer: Viewer, subscription: Subscription): void {
    if (!this.hasNews(subscription)) return;
    if (!viewer.canTake) {
      this.hold(viewer, subscription);
      return;
    }
    const next = this.reader.next(subscription, subscription.form);
    if (next.facts.missed > 0 && this.reachBack(viewer, subscription)) return;
    const isOverflowing =
      subscription.isHeld && !next.facts.isAtEnd && subscription.place.sequence >= subscription.exactUntil;
    const frame = isOverflowing ? this.reader.thinned(subscription, subscription.form) : next;
    subscription.place = frame.facts.place;
    if (!frame.isEmpty) this.sendNews(viewer, subscription, frame);
    this.offer(viewer, subscription);
  }

  private sendNews(viewer: Viewer, subscription: Subscription, frame: Frame): void {
    subscription.isHeld = false;
    this.sendFrame(viewer, subscription, frame.facts.catchUp ? 'catch-up' : 'readings', frame);
    viewer.grantBacklog();
    const report = subscription.pace.sent(performance.now(), frame.facts.isAtEnd);
    if (report) viewer.socket.send('pace', { id: subscription.request.id, ...report });
  }

  private hold(viewer: Viewer, subscription: Subscription): void {
    if (viewer.cutIfTooSlow()) return;
    viewer.skipped += 1;
    if (this.reader.endOf(subscription).passed !== subscription.place.passed) {
      subscription.isHeld = true;
      const report = subscription.pace.held(performance.now());
      if (report && viewer.socket.backlog().packets <= PACE_PACKETS)
        viewer.socket.send('pace', { id: subscription.request.id, ...report });
    }
    if (viewer.isControlled) return;
    subscription.later(RETRY_MS, () => {
      this.send(viewer, subscription);
    });
  }

  /** What it has not seen is no longer in the log: from history; true if that is under way now. */
  private reachBack(viewer: Viewer, subscription: Subscription): boolean {
    const plan = this.catchUps.plan(subscription, subscription.place.time);
    if (plan) this.catchUp(viewer, subscription, plan);
    else this.loseGap(viewer, subscription);
    return true;
  }

  private catchUp(viewer: Viewer, subscription: Subscription, plan: CatchUpPlan): void {
    subscription.isCatchingUp = true;
    this.runCatchUp(viewer, subscription, plan)
      .catch((error: unknown) => {
        this.logger.warn(`a catch-up has failed: ${String(error)}`);
        this.sendFrame(viewer, subscription, 'catch-up', this.catchUps.done(plan));
        this.loseGap(viewer, subscription);
      })
      .finally(() => {
        subscription.isCatchingUp = false;
        if (!subscription.isEnded) this.offer(viewer, subscription);
      });
  }

  private async runCatchUp(viewer: Viewer, subscription: Subscription, plan: CatchUpPlan): Promise<void> {
    const { form, request } = subscription;
    for await (const frame of this.catchUps.frames(plan, { form, width: request.width })) {
      while (!viewer.canTake && !subscription.isEnded) await pause(CATCH_UP_RETRY_MS);
      if (subscription.isEnded) return;
      if (frame.facts.catchUp?.done === true) {
        subscription.place = plan.place;
        subscription.exactUntil = this.fleet.sequence;
        subscription.isHeld = false;
      }
      this.sendFrame(viewer, subscription, 'catch-up', frame);
      viewer.grantBacklog();
    }
  }

  /** What was missed cannot be had: says so, and goes on with the latest values. */
  private loseGap(viewer: Viewer, subscription: Subscription): void {
    if (subscription.isEnded) return;
    const message = 'readings are missing here that are no longer held; see the history';
    viewer.socket.send('notice', { code: 'missed', message });
    subscription.place = this.reader.endOf(subscription);
    this.sendFrame(viewer, subscription, 'snapshot', this.reader.snapshot(subscription));
    viewer.grantBacklog();
  }

  private sendFrame(viewer: Viewer, subscription: Subscription, part: FramePart, frame: Frame): void {
    const { id, encoding } = subscription.request;
    const now = this.clock.now() / MICROS_PER_MS;
    const shared = frame.headFor({ id, part, place: subscription.place, now }, (place) =>
      this.reader.cursorOf(place),
    );
    if (encoding === 'columns') {
      viewer.noteFrame();
      viewer.socket.sendFrame(shared, frame.asBytes());
      return;
    }
    const { cursor, time } = shared;
    const readings = frame.asReadings();
    if (part === 'catch-up') viewer.socket.send('readings', { ...shared, part, readings });
    else viewer.socket.send(part, { id, cursor, time, readings });
    if (part === 'readings' || part === 'catch-up') viewer.noteFrame();
  }
}
