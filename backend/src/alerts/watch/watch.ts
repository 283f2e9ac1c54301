import { Inject, Injectable } from '@nestjs/common';
import type { PresenceUpdate } from '@sensorium/contracts';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { ALERT_STORE, type AlertStore } from '../../ports/alert-store.js';
import type { AlertWatch, WatchedDevice, WatchedReading } from '../../ports/alert-watch.js';
import type { LinkStatus } from '../../ports/broker-link.js';
import type { AlertNews } from '../../ports/live-bus.js';
import { BacklogGrace } from './backlog-grace.js';
import { bringDemoRules } from './demo-rules.js';
import { HeardTimes } from './heard-times.js';
import { Incidents } from './incidents.js';
import { InstanceList } from './instance-list.js';
import { Keeper } from './keeper.js';
import { Outbox } from './outbox.js';
import { restart } from './restart.js';
import { RootCauses } from './root-causes.js';
import { RuleBook } from './rule-book.js';
import { TimerHeap } from './timer-heap.js';
import type { Watched } from './watched.js';

/** How often values of open incidents are brought up to date, µs, and how many at once. */
const REFRESH_US = 2_000_000;
const REFRESH_MAX = 2_000;

/** How many memories of rules that look far back are saved at once. */
const KEPT_MAX = 100;

/** A timer of Node takes no longer one, ms. */
const TIMER_MAX_MS = 3_600_000;

/** What fires nothing although it is due is looked at again after so long, µs. */
const AGAIN_US = 1_000;

/** Evaluates every reading by the rules of its device, and lets time pass. */
@Injectable()
export class Watch implements AlertWatch {
  readonly book = new RuleBook();
  readonly list = new InstanceList();
  readonly outbox: Outbox;
  readonly incidents: Incidents;
  readonly roots: RootCauses;
  readonly keeper: Keeper;
  private readonly timers = new TimerHeap<Watched>();
  private readonly heard = new HeardTimes();
  private readonly backlog = new BacklogGrace();
  /** Whose memory is not on disk as it is. */
  private readonly unkept = new Set<Watched>();
  private listener: () => void = () => undefined;
  private refreshedAt = 0;
  private startedAt = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private armedFor = Infinity;

  constructor(
    @Inject(ALERT_STORE) private readonly store: AlertStore,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const { book, list, timers, heard } = this;
    this.outbox = new Outbox(store);
    this.incidents = new Incidents(this.outbox);
    this.roots = new RootCauses(this.incidents, list);
    const { incidents, outbox, roots } = this;
    this.keeper = new Keeper({ book, list, incidents, outbox, timers, heard, roots });
    incidents.rootOf = (slot) => roots.of(slot);
    roots.recheck = (slots, now) => {
      this.keeper.recheck(slots, now);
    };
  }

  async start(devices: Iterable<WatchedDevice>, now: number): Promise<void> {
    const content = await this.store.load();
    this.outbox.lastLogId = content.lastLogId;
    for (const rule of content.rules) this.book.put(rule);
    if (content.isNew && this.settings.demo) await bringDemoRules(this.store, this.book, now / 1_000);
    const all = [...devices];
    for (const device of all) this.list.put(device);
    this.heardBefore(all, now);
    restart(this, content, now);
    if (content.instances.length > 0) this.backlog.begin(now);
    this.startedAt = now;
  }

  known({ n, t, value }: Pick<WatchedReading, 'n' | 't' | 'value'>): void {
    const series = this.list.at(n);
    if (!series) return;
    for (const watched of series.watched) {
      watched.instance.known(series.metric, t, value);
      if (watched.alert) this.incidents.noteMoved(watched);
      this.keeper.queue(watched);
    }
  }

  reading({ n, t, received, value }: WatchedReading): void {
    this.heard.note(n, received);
    const series = this.list.at(n);
    if (series === undefined) return;
    this.backlog.reading(t, received);
    for (const watched of series.watched) {
      const { instance } = watched;
      const change = instance.reading(series.metric, t, value, received);
      if (change) this.incidents.changed(watched, change, received);
      else if (watched.alert) this.incidents.noteMoved(watched);
      if (watched.isKept) this.unkept.add(watched);
      if (instance.dueAt < watched.queuedAt) this.timers.set(watched, instance.dueAt);
    }
    this.arm(received);
  }

  device(device: WatchedDevice, now: number): void {
    const slot = this.list.put(device);
    this.keeper.device(slot, now);
    this.roots.device(slot, now);
    this.arm(now);
  }

  removed(uid: string, now: number): void {
    const slot = this.list.slot(uid);
    if (!slot) return;
    this.roots.removed(slot, now);
    this.keeper.deviceRemoved(slot, now);
  }

  presence(updates: readonly PresenceUpdate[], now: number): void {
    for (const update of updates) {
      const slot = this.list.slot(update.uid);
      if (!slot) continue;
      for (const { name, state } of update.metrics) {
        const { n, lastSeen } = slot.device.metrics.get(name) ?? { n: -1, lastSeen: null };
        if (!this.isQuiet(state, n)) slot.quiet.delete(name);
        else if (!slot.quiet.has(name)) {
          slot.quiet.set(name, this.isHeard(n) ? this.heard.of(n) : (lastSeen ?? now));
          this.wentQuiet(n, now);
        }
      }
      this.roots.presence(slot, update, now);
    }
  }

  link({ state }: LinkStatus, now: number): void {
    this.backlog.link(state === 'up', now);
    this.roots.link(state === 'up', now);
    this.arm(now);
  }

  tick(now: number): void {
    this.roots.tick(now);
    if (!this.backlog.holds(now)) this.fire(now);
    if (Math.abs(now - this.refreshedAt) >= REFRESH_US) this.refresh(now);
    this.armedFor = Infinity;
    this.arm(now);
  }

  settle(): Promise<void> {
    return this.outbox.settle();
  }

  beforeSave(save: () => Promise<string | null>): void {
    this.outbox.beforeSave = save;
  }

  onNews(listener: () => void): void {
    this.listener = listener;
    this.outbox.onNews(listener);
  }

  takeNews(): AlertNews | null {
    return this.outbox.takeNews();
  }

  /** Saves the state of everything that is not at rest. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.startedAt = Infinity;
    this.incidents.refreshMoved(Infinity);
    for (const watched of this.unkept) this.outbox.instance(watched);
    await this.outbox.close();
  }

  private fire(now: number): void {
    for (let watched = this.timers.due(now); watched; watched = this.timers.due(now)) {
      const { instance } = watched;
      this.incidents.changed(watched, instance.tick(now), now);
      this.timers.set(watched, instance.dueAt > now ? instance.dueAt : now + AGAIN_US);
    }
  }

  private refresh(now: number): void {
    this.refreshedAt = now;
    this.incidents.refreshMoved(REFRESH_MAX);
    let left = KEPT_MAX;
    for (const watched of this.unkept) {
      if (left-- === 0) return;
      this.unkept.delete(watched);
      this.outbox.instance(watched);
    }
  }

  /** A series of before our restart is unknown until it is heard, or judged stale: that says nothing of it. */
  private isQuiet(state: PresenceUpdate['metrics'][number]['state'], n: number): boolean {
    if (state === 'unknown') return this.isHeard(n);
    return state === 'stale' || state === 'offline';
  }

  /** Since this start. */
  private isHeard(n: number): boolean {
    return this.heard.of(n) >= this.startedAt;
  }

  private wentQuiet(n: number, now: number): void {
    const series = this.list.at(n);
    if (!series) return;
    for (const watched of series.watched) {
      const since = watched.slot.quiet.get(series.metric) ?? now;
      this.incidents.changed(watched, watched.instance.quiet(series.metric, since, now), now);
      this.keeper.queue(watched);
    }
  }

  /**
   * When series were heard before this start, as if our own pause had not been: silence goes on where it was when
   * anything was heard last.
   */
  private heardBefore(devices: readonly WatchedDevice[], now: number): void {
    const all = devices.flatMap(({ metrics }) => [...metrics.values()]);
    const alive = all.reduce((latest, { lastSeen }) => Math.max(latest, lastSeen ?? 0), 0);
    for (const { n, lastSeen } of all) if (lastSeen !== null) this.heard.note(n, lastSeen + now - alive - 1);
  }

  /** Has the ingest make a step when the next timer is due. */
  private arm(now: number): void {
    const next = Math.min(this.backlog.after(this.timers.next), this.roots.dueAt);
    if (next >= this.armedFor || this.startedAt === Infinity) return;
    clearTimeout(this.timer);
    this.armedFor = next;
    const wait = Math.max(1, Math.ceil((next - now) / 1_000));
    this.timer = setTimeout(
      () => {
        this.listener();
      },
      Math.min(wait, TIMER_MAX_MS),
    );
  }
}
