import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  CONTRACT_VERSION,
  LIMITS,
  type Ack,
  type Device,
  type Hello,
  type SeriesEntry,
  type SubscribeRequest,
} from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { LiveStep } from '../ports/live-bus.js';
import { AlertFeed } from './alert-feed.js';
import { DeviceRefresh } from './device-refresh.js';
import { Feed } from './feed.js';
import { FleetNews } from './fleet-news.js';
import type { Subscription } from './subscription.js';
import { ViewerList } from './viewer-list.js';
import { Viewer, type ViewerSocket } from './viewer.js';

/** Between steps with nothing but readings, viewers are looked at one by one at most so often, µs. */
const ROUND = 100_000;

/**
 * The viewers of Socket.IO: who they are, what they asked for, and each step of the fleet for each of them. How their
 * readings go out is the {@link Feed}'s, alerts the {@link AlertFeed}'s, what else happens the {@link FleetNews}'.
 */
@Injectable()
export class LiveHub implements OnModuleDestroy {
  private readonly joined = new Set<Viewer>();
  private readonly clock = new Clock();
  private readonly refresh: DeviceRefresh;
  private readonly stop: () => void;
  private roundAt = -Infinity;

  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(Feed) private readonly feed: Feed,
    @Inject(FleetNews) private readonly news: FleetNews,
    @Inject(AlertFeed) private readonly alerts: AlertFeed,
    @Inject(ViewerList) private readonly list: ViewerList,
  ) {
    this.refresh = new DeviceRefresh(fleet);
    this.stop = fleet.onStep((step) => this.step(step));
  }

  onModuleDestroy(): void {
    this.stop();
    for (const viewer of this.joined) viewer.end();
  }

  join(socket: ViewerSocket): Viewer {
    const viewer = new Viewer(socket, this.now());
    this.joined.add(viewer);
    this.list.add(viewer);
    socket.send('hello', this.hello());
    return viewer;
  }

  leave(viewer: Viewer): void {
    viewer.end();
    this.joined.delete(viewer);
    this.alerts.end(viewer);
    this.list.remove(viewer);
  }

  /** Starts a stream: the latest values first, or what came after its cursor; then every change, without a gap. */
  subscribe(viewer: Viewer, request: SubscribeRequest): Ack {
    if (viewer.isBusy) return { ok: false, error: 'too-slow: take what was sent before asking for more' };
    const subscription = viewer.add(request);
    if ('ok' in subscription) return subscription;
    if (subscription.selection.all) {
      this.news.begin(viewer, this.now());
      this.alerts.begin(viewer, request.alertCursor);
      viewer.grantBacklog();
    }
    this.sendSeries(viewer, subscription, this.fleet.seriesOf(uids(this.fleet.devices())));
    return { ok: true, resumed: this.feed.begin(viewer, subscription) };
  }

  /** The viewer can take more: sends what waits for it. */
  credit(viewer: Viewer, frames: number): void {
    viewer.credit(frames);
    if (viewer.canTake) this.news.tellHeld(viewer, this.now());
    for (const subscription of viewer.subscriptions.values()) this.feed.offer(viewer, subscription);
  }

  private hello(): Hello {
    return { contract: CONTRACT_VERSION, epoch: this.fleet.epoch, time: this.now(), limits: { ...LIMITS } };
  }

  private step(step: LiveStep): void {
    if (this.isRoundDue(step)) this.goRound(step);
    if (step.readings) this.feed.step();
  }

  /** Readings alone concern only who is due; a look at everybody now and then finds who has fallen behind meanwhile. */
  private isRoundDue({ time, devices, removed, presence, ...rest }: LiveStep): boolean {
    const hasNews =
      devices.length + removed.length + presence.length > 0 ||
      [rest.link, rest.history, rest.alerts].some((news) => news !== null);
    if (!hasNews && Math.abs(time - this.roundAt) < ROUND) return false;
    this.roundAt = time;
    return true;
  }

  private goRound(step: LiveStep): void {
    const devices = step.devices.flatMap(({ uid }) => this.fleet.device(uid) ?? []);
    const series = this.fleet.seriesOf(uids(devices));
    const isRefreshDue = this.refresh.isDue(step.time);
    for (const viewer of this.joined) {
      if (viewer.cutIfTooSlow()) continue;
      this.tell(viewer, step, devices, isRefreshDue);
      if (series.length === 0) continue;
      for (const subscription of viewer.subscriptions.values()) this.sendSeries(viewer, subscription, series);
    }
  }

  private tell(viewer: Viewer, step: LiveStep, devices: Device[], isRefreshDue: boolean): void {
    if (viewer.watchesFleet) this.news.tell(viewer, step, devices);
    if (!isRefreshDue) return;
    this.news.tellDevices(viewer, step.time / MICROS_PER_MS, this.refresh.changedFor(viewer), []);
  }

  private sendSeries(viewer: Viewer, subscription: Subscription, series: readonly SeriesEntry[]): void {
    if (subscription.request.encoding !== 'columns') return;
    const wanted = series.filter((one) => subscription.selects(one));
    if (wanted.length > 0) viewer.socket.send('series', wanted);
  }

  private now(): number {
    return this.clock.now() / MICROS_PER_MS;
  }
}

function uids(devices: Iterable<{ uid: string }>): string[] {
  return Array.from(devices, ({ uid }) => uid);
}
