import { type DeviceTopics, nativeTopics } from '@sensorium/contracts';
import { distort, isMuted, stampAt } from './faults/effects.js';
import { type Mishap, type MishapPlan, mishapsAt } from './faults/mishap.js';
import { type Message, type Sample, type Style, telemetry } from './payload.js';
import type { Device } from './scenario/device.js';
import { gridBetween, Scheduler } from './scheduler.js';
import type { Counts } from './throughput.js';

/** Where samples go. */
export interface Outlet {
  /** Publishes on the connection of a device; false if it is down or can't take more. */
  publish(device: number, message: Message): boolean;
  /** Cuts the connection of a device without a farewell. */
  crash(device: number): void;
  /** Lets a crashed device connect again. */
  restore(device: number): void;
}

/** What to simulate. */
export interface SimulationPlan {
  devices: readonly Device[];
  base: string;
  style: Style;
  /** Undefined for a fleet without mishaps. */
  mishaps: MishapPlan | undefined;
}

/** Samples taken at most in one go, so that sockets get their turn. */
const SLICE = 2_000;
const MISHAP_CHECK = 1_000;
const MISHAP_ITEM = -1;
const NONE: readonly Mishap[] = [];

/** Drives a fleet over time: takes what is due, lets mishaps strike, hands messages to an outlet. */
export class Simulation {
  private readonly scheduler = new Scheduler();
  private readonly topics: readonly DeviceTopics[];
  private readonly reported = new Set<number>();
  private active = new Map<number, Mishap[]>();

  constructor(
    private readonly plan: SimulationPlan,
    private readonly outlet: Outlet,
    private readonly counts: Counts,
  ) {
    this.topics = plan.devices.map(({ id }) => nativeTopics(id, plan.base));
  }

  /** Plans the first sample of each device; `now` in ms since the epoch, as everywhere here. */
  start(now: number): void {
    this.plan.devices.forEach(({ interval, phase }, item) => {
      this.scheduler.add(item, interval, phase, now);
    });
    if (this.plan.mishaps !== undefined) this.scheduler.add(MISHAP_ITEM, MISHAP_CHECK, 0, now);
  }

  /** Publishes what is due at `now`; returns the instant at which to come back. */
  advance(now: number): number {
    for (let taken = 0; taken < SLICE; taken += 1) {
      const due = this.scheduler.take(now);
      if (due === undefined) break;
      if (due.item === MISHAP_ITEM) {
        this.strike(due.at);
      } else {
        this.counts.skipped += due.skipped;
        this.report(due.item, due.at);
      }
    }
    return this.scheduler.next() ?? Infinity;
  }

  private report(index: number, at: number): void {
    const device = this.plan.devices[index];
    if (device === undefined) return;
    const mishaps = this.active.get(index) ?? NONE;
    if (isMuted(mishaps, at) || (this.reported.has(index) && !isNews(device, at))) return;
    this.publish(index, device, sampleOf(device, mishaps, at));
  }

  private publish(index: number, device: Device, sample: Sample): void {
    const topics = this.topics[index];
    if (topics === undefined) return;
    for (const message of telemetry(topics, sample, this.plan.style, device.kind.form)) {
      if (this.outlet.publish(index, message)) {
        this.counts.messages += 1;
        this.counts.readings += message.readings;
        this.reported.add(index);
      } else {
        this.counts.dropped += 1;
      }
    }
  }

  /** Works out the mishaps of `now`, and acts on those that began or ended. */
  private strike(now: number): void {
    if (this.plan.mishaps === undefined) return;
    const before = [...this.active.values()].flat();
    const current = mishapsAt(this.plan.mishaps, now);
    this.active = Map.groupBy(current, ({ device }) => device);
    for (const mishap of current) {
      if (mishap.name === 'crash' && !before.some((old) => isSame(old, mishap)))
        this.outlet.crash(mishap.device);
    }
    for (const mishap of before) {
      if (!current.some((kept) => isSame(kept, mishap))) this.recover(mishap);
    }
  }

  private recover(mishap: Mishap): void {
    if (mishap.name === 'crash') this.outlet.restore(mishap.device);
    const device = this.plan.devices[mishap.device];
    if (mishap.name !== 'outage' || device === undefined) return;
    for (const at of gridBetween(mishap.from, mishap.until, device.interval, device.phase)) {
      this.publish(mishap.device, device, sampleOf(device, NONE, at));
    }
  }
}

function sampleOf({ kind, place }: Device, mishaps: readonly Mishap[], at: number): Sample {
  return { ts: stampAt(mishaps, at), values: distort(mishaps, kind.sample(place, at), at) };
}

/** Whether a later sample is worth a message: always, but for devices that report changes and a heartbeat. */
function isNews({ kind, place, interval, heartbeat, phase }: Device, at: number): boolean {
  if (heartbeat === undefined || (at - phase) % heartbeat < interval) return true;
  const before = kind.sample(place, at - interval);
  return Object.entries(kind.sample(place, at)).some(
    ([metric, value]) => kind.metrics[metric]?.kind === 'boolean' && before[metric] !== value,
  );
}

function isSame(one: Mishap, other: Mishap): boolean {
  return one.name === other.name && one.from === other.from;
}
