import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  CONTRACT_VERSION,
  LIMITS,
  type Ack,
  type Device,
  type FramePart,
  type Hello,
  type LinkEvent,
  type SeriesEntry,
  type SubscribeRequest,
  type System,
} from '@sensorium/contracts';
import { formatCursor } from '@sensorium/domain/live';
import type { LinkStatus } from '../ports/broker-link.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { LiveStep } from '../ports/live-bus.js';
import type { Viewers } from '../ports/viewers.js';
import { DeviceRefresh } from './device-refresh.js';
import type { Frame } from './frame.js';
import { Frames } from './frames.js';
import type { Subscription } from './subscription.js';
import { ViewerRates } from './viewer-rates.js';
import { Viewer, type ViewerSocket } from './viewer.js';

/** Devices in one `devices` event of a new fleet subscription. */
const DEVICES_PER_EVENT = 500;

/** A viewer without credit that could take nothing is tried again after so long. */
const RETRY_MS = 100;

/**
 * Brings each step of the fleet to the viewers, each at its own pace. A viewer that cannot take a frame is
 * passed over: the next one it can take holds the newest values, or goes on where it stopped.
 */
@Injectable()
export class LiveHub implements Viewers, OnModuleDestroy {
  private readonly joined = new Set<Viewer>();
  private readonly rates = new ViewerRates();
  private readonly clock = new Clock();
  private readonly frames: Frames;
  private readonly refresh: DeviceRefresh;
  private readonly stop: () => void;

  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {
    this.frames = new Frames(fleet);
    this.refresh = new DeviceRefresh(fleet);
    this.stop = fleet.onStep((step) => this.step(step));
  }

  onModuleDestroy(): void {
    this.stop();
    for (const viewer of this.joined) viewer.end();
  }

  get viewerCount(): number {
    return this.joined.size;
  }

  viewers(): System['viewers'] {
    return Array.from(this.joined, (viewer) => this.rates.describe(viewer, performance.now()));
  }

  join(socket: ViewerSocket): Viewer {
    const viewer = new Viewer(socket, this.now());
    this.joined.add(viewer);
    socket.send('hello', this.hello());
    return viewer;
  }

  leave(viewer: Viewer): void {
    viewer.end();
    this.joined.delete(viewer);
  }

  /** Starts a stream: the latest values first, then every change after them, without a gap between. */
  subscribe(viewer: Viewer, request: SubscribeRequest): Ack {
    if (viewer.isBusy) return { ok: false, error: 'too-slow: take what was sent before asking for more' };
    if (request.cursor !== undefined)
      return { ok: false, error: 'unsupported: cursors cannot be resumed yet' };
    const subscription = viewer.add(request);
    if ('ok' in subscription) return subscription;
    if (subscription.selection.all) this.sendFleet(viewer);
    this.sendSeries(viewer, subscription, this.fleet.seriesOf(uids(this.fleet.devices())));
    subscription.place = this.fleet.placeOf(subscription.seriesIn(this.fleet));
    for (const { part, frame } of this.frames.first(subscription)) {
      this.sendFrame(viewer, subscription, part, frame);
    }
    viewer.grantBacklog();
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
    if (this.fleet.history) viewer.socket.send('history', this.fleet.history);
  }

  private step(step: LiveStep): void {
    this.frames.forget();
    const devices = this.changedDevices(step);
    const series = this.fleet.seriesOf(uids(devices));
    const isRefreshDue = this.refresh.isDue(step.time);
    for (const viewer of this.joined) {
      if (viewer.isTooSlow) {
        this.cut(viewer);
        continue;
      }
      if (viewer.watchesFleet) this.tell(viewer, step, devices);
      if (isRefreshDue) this.tellDevices(viewer, step.time / 1_000, this.refresh.changedFor(viewer), []);
      for (const subscription of viewer.subscriptions.values()) {
        if (devices.length > 0 || step.removed.length > 0) subscription.forgetSeries();
        if (series.length > 0) this.sendSeries(viewer, subscription, series);
        if (step.readings) this.offer(viewer, subscription);
      }
    }
  }

  /** More waits for it than it may hold up; it can come back and begin anew. */
  private cut(viewer: Viewer): void {
    viewer.socket.send('notice', { code: 'too-slow', message: 'more waits than this connection takes' });
    viewer.socket.cut();
  }

  private changedDevices(step: LiveStep): Device[] {
    return step.devices.flatMap(({ uid }) => this.fleet.device(uid) ?? []);
  }

  private tell(viewer: Viewer, step: LiveStep, devices: Device[]): void {
    const time = step.time / 1_000;
    this.tellDevices(viewer, time, devices, step.removed);
    if (step.presence.length > 0) viewer.socket.send('presence', { time, changes: step.presence });
    if (step.link) viewer.socket.send('link', linkEvent(step.link));
    if (step.history) viewer.socket.send('history', step.history);
  }

  private tellDevices(viewer: Viewer, time: number, devices: Device[], removed: string[]): void {
    if (devices.length + removed.length === 0) return;
    viewer.socket.send('devices', { time, full: false, devices, removed });
  }

  private offer(viewer: Viewer, subscription: Subscription): void {
    if (subscription.place.sequence >= this.fleet.sequence) return;
    subscription.whenDue(performance.now(), () => this.send(viewer, subscription));
  }

  private send(viewer: Viewer, subscription: Subscription): void {
    if (!viewer.canTake) {
      viewer.skipped += 1;
      if (!viewer.isControlled)
        subscription.later(RETRY_MS, () => {
          this.send(viewer, subscription);
        });
      return;
    }
    const frame = this.frames.next(subscription);
    subscription.place = frame.place;
    if (frame.missed > 0) {
      const message = `${frame.missed} readings are no longer held here`;
      viewer.socket.send('notice', { code: 'missed', message });
    }
    if (!frame.isEmpty) {
      this.sendFrame(viewer, subscription, 'readings', frame);
      viewer.grantBacklog();
    }
    this.offer(viewer, subscription);
  }

  private sendFrame(viewer: Viewer, subscription: Subscription, part: FramePart, frame: Frame): void {
    const { id, encoding } = subscription.request;
    const head = { id, cursor: this.cursor(subscription), time: this.now() };
    if (encoding === 'columns') {
      viewer.noteFrame();
      viewer.socket.sendFrame({ ...head, part }, frame.asBytes());
      return;
    }
    if (part === 'readings') viewer.noteFrame();
    viewer.socket.send(part, { ...head, readings: frame.asReadings() });
  }

  private sendSeries(viewer: Viewer, subscription: Subscription, series: readonly SeriesEntry[]): void {
    if (subscription.request.encoding !== 'columns') return;
    const wanted = series.filter((one) => subscription.selects(one));
    if (wanted.length > 0) viewer.socket.send('series', wanted);
  }

  private cursor({ place }: Subscription): string {
    return formatCursor({ epoch: this.fleet.epoch, sequence: place.sequence });
  }

  private now(): number {
    return this.clock.now() / 1_000;
  }
}

function uids(devices: Iterable<{ uid: string }>): string[] {
  return Array.from(devices, ({ uid }) => uid);
}

function linkEvent({ state, since, reason }: LinkStatus): LinkEvent {
  return { state, since: since / 1_000, reason };
}
