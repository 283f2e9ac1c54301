import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  CONTRACT_VERSION,
  LIMITS,
  type Ack,
  type Device,
  type Hello,
  type LinkEvent,
  type LiveReading,
  type SubscribeRequest,
} from '@sensorium/contracts';
import { formatCursor } from '@sensorium/domain/live';
import type { LinkStatus } from '../ports/broker-link.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { LiveStep } from '../ports/live-bus.js';
import type { Viewers } from '../ports/viewers.js';
import type { Subscription } from './subscription.js';
import { Viewer, type ViewerSocket } from './viewer.js';

/** Devices in one `devices` event of a new fleet subscription. */
const DEVICES_PER_EVENT = 500;

/** Readings in one `readings` event. */
const READINGS_PER_EVENT = 10_000;

/** What a subscription is sent at one place of the sequence; shared by all that stand there. */
interface Frame {
  readings: LiveReading[];
  sequence: number;
  missed: number;
}

/**
 * Brings each step of the fleet to the viewers, each at its own pace. A viewer that cannot take a frame is
 * passed over: the next one it can take holds the newest values, or goes on where it stopped.
 */
@Injectable()
export class LiveHub implements Viewers, OnModuleDestroy {
  private readonly viewers = new Set<Viewer>();
  private readonly clock = new Clock();
  private readonly frames = new Map<string, Frame>();
  private readonly stop: () => void;

  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {
    this.stop = fleet.onStep((step) => this.step(step));
  }

  onModuleDestroy(): void {
    this.stop();
    for (const viewer of this.viewers) viewer.end();
  }

  get viewerCount(): number {
    return this.viewers.size;
  }

  join(socket: ViewerSocket): Viewer {
    const viewer = new Viewer(socket);
    this.viewers.add(viewer);
    socket.send('hello', this.hello());
    return viewer;
  }

  leave(viewer: Viewer): void {
    viewer.end();
    this.viewers.delete(viewer);
  }

  /** Starts a stream: the latest values first, then every change after them, without a gap between. */
  subscribe(viewer: Viewer, request: SubscribeRequest): Ack {
    const subscription = viewer.add(request);
    if ('ok' in subscription) return subscription;
    if (subscription.selection.all) this.sendFleet(viewer);
    subscription.sequence = this.fleet.sequence;
    viewer.socket.send('snapshot', {
      id: request.id,
      cursor: this.cursor(subscription),
      time: this.now(),
      readings: this.fleet.snapshot(subscription.seriesIn(this.fleet)),
    });
    return { ok: true };
  }

  /** The viewer can take more: sends what waits for it. */
  credit(viewer: Viewer, frames: number): void {
    viewer.credit(frames);
    for (const subscription of viewer.subscriptions.values()) this.offer(viewer, subscription);
  }

  private hello(): Hello {
    return { contract: CONTRACT_VERSION, epoch: this.fleet.epoch, time: this.now(), limits: { ...LIMITS } };
  }

  private sendFleet(viewer: Viewer): void {
    const time = this.now();
    const devices = [...this.fleet.devices()];
    for (let from = 0; from === 0 || from < devices.length; from += DEVICES_PER_EVENT) {
      const part = devices.slice(from, from + DEVICES_PER_EVENT);
      viewer.socket.send('devices', { time, full: from === 0, devices: part, removed: [] });
    }
    if (this.fleet.link) viewer.socket.send('link', linkEvent(this.fleet.link));
  }

  private step(step: LiveStep): void {
    this.frames.clear();
    const devices = this.changedDevices(step);
    for (const viewer of this.viewers) {
      if (viewer.watchesFleet) this.tell(viewer, step, devices);
      for (const subscription of viewer.subscriptions.values()) {
        if (devices.length > 0 || step.removed.length > 0) subscription.forgetSeries();
        if (step.readings) this.offer(viewer, subscription);
      }
    }
  }

  private changedDevices(step: LiveStep): Device[] {
    return step.devices.flatMap(({ uid }) => this.fleet.device(uid) ?? []);
  }

  private tell(viewer: Viewer, step: LiveStep, devices: Device[]): void {
    const time = step.time / 1_000;
    if (devices.length > 0 || step.removed.length > 0) {
      viewer.socket.send('devices', { time, full: false, devices, removed: step.removed });
    }
    if (step.presence.length > 0) viewer.socket.send('presence', { time, changes: step.presence });
    if (step.link) viewer.socket.send('link', linkEvent(step.link));
  }

  private offer(viewer: Viewer, subscription: Subscription): void {
    if (subscription.sequence >= this.fleet.sequence) return;
    subscription.whenDue(performance.now(), () => this.send(viewer, subscription));
  }

  private send(viewer: Viewer, subscription: Subscription): void {
    if (!viewer.canTake) return;
    const { readings, sequence, missed } = this.frameFor(subscription);
    subscription.sequence = sequence;
    if (missed > 0) {
      viewer.socket.send('notice', { code: 'missed', message: `${missed} readings are no longer held here` });
    }
    if (readings.length === 0) return;
    viewer.noteFrame();
    const { id } = subscription.request;
    viewer.socket.send('readings', { id, cursor: this.cursor(subscription), time: this.now(), readings });
  }

  private frameFor(subscription: Subscription): Frame {
    const key = `${subscription.sequence} ${subscription.key}`;
    const shared = this.frames.get(key);
    if (shared) return shared;
    const series = subscription.seriesIn(this.fleet);
    const frame =
      subscription.request.mode === 'every'
        ? this.fleet.everySince(series, subscription.sequence, READINGS_PER_EVENT)
        : {
            readings: this.fleet.latestSince(series, subscription.sequence),
            sequence: this.fleet.sequence,
            missed: 0,
          };
    this.frames.set(key, frame);
    return frame;
  }

  private cursor({ sequence }: Subscription): string {
    return formatCursor({ epoch: this.fleet.epoch, sequence });
  }

  private now(): number {
    return this.clock.now() / 1_000;
  }
}

function linkEvent({ state, since, reason }: LinkStatus): LinkEvent {
  return { state, since: since / 1_000, reason };
}
