import { type DeviceMeta, nativeTopics } from '@sensorium/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoff } from './backoff.js';
import type { Message } from './payload.js';
import { type BrokerSettings, Link, type LinkFault } from './publisher.js';
import type { Outlet } from './simulation.js';

/** A device as its connection knows it. */
export interface LinkedDevice {
  id: string;
  /** What it says about itself on its retained `meta` topic. */
  describe(): DeviceMeta;
}

/** How a fleet connects. */
export interface LinksPlan {
  devices: readonly LinkedDevice[];
  base: string;
  broker: BrokerSettings;
  /** Connections: one per device with its own last will if there are enough, else shared without. */
  connections: number;
  /** Tells the connections of this run from those of another. */
  run: string;
}

/** What the owner hears. */
export interface LinksEvents {
  /** The first connection is up, or the first again after all were down. */
  reached(): void;
  /** No connection is up any more, or the first attempt failed; told once until `reached`. */
  unreachable(fault: LinkFault): void;
  /** The broker rejects the credentials. */
  refused(fault: LinkFault): void;
}

interface Slot {
  link: Link;
  devices: number[];
  up: boolean;
  failed: number;
  held: boolean;
  timer: NodeJS.Timeout | undefined;
}

const OPENED_AT_ONCE = 20;
const OPENING_PAUSE = 50;

/** The connections of a fleet: opens them, keeps them open, announces devices and takes them offline. */
export class Links implements Outlet {
  private readonly slots: Slot[];
  private up = 0;
  private told = false;
  private opened = false;
  private closing = false;

  constructor(
    private readonly plan: LinksPlan,
    private readonly events: LinksEvents,
  ) {
    const count = Math.min(plan.connections, plan.devices.length);
    this.slots = Array.from({ length: count }, (_, n) => this.makeSlot(n, count));
  }

  /** How many connections are up. */
  get connected(): number {
    return this.up;
  }

  /** How many connections there should be. */
  get size(): number {
    return this.slots.length;
  }

  /** Opens the first connection, and the others when it is up. */
  open(): void {
    this.slots[0]?.link.open();
  }

  publish(device: number, message: Message): boolean {
    return this.slotOf(device)?.link.publish(message) ?? false;
  }

  crash(device: number): void {
    const slot = this.slotOf(device);
    if (slot === undefined) return;
    slot.held = true;
    slot.link.crash();
  }

  restore(device: number): void {
    const slot = this.slotOf(device);
    if (slot === undefined) return;
    slot.held = false;
    this.retry(slot, 0);
  }

  /**
   * Takes each device offline (and with `clean` removes its retained topics), waits at most `patience` ms
   * for the broker to have it all, and closes. Devices that are cut off say it through another connection.
   * Returns how many devices could not be reported.
   */
  async close(clean: boolean, patience: number): Promise<number> {
    this.closing = true;
    for (const slot of this.slots) clearTimeout(slot.timer);
    let left = this.plan.devices.length;
    const farewells = this.plan.devices.map(async (device, index) => {
      await this.farewell(device, index, clean);
      left -= 1;
    });
    await Promise.race([Promise.allSettled(farewells), pause(patience)]);
    await Promise.race([Promise.allSettled(this.slots.map(({ link }) => link.close())), pause(1_000)]);
    return left;
  }

  private async farewell({ id }: LinkedDevice, index: number, clean: boolean): Promise<void> {
    const own = this.slotOf(index)?.link;
    const link = own?.connected === true ? own : this.slots.find((slot) => slot.link.connected)?.link;
    if (link === undefined) throw new Error('no connection');
    const { status, meta } = nativeTopics(id, this.plan.base);
    const sent = [link.retain(status, 'offline')];
    if (clean) sent.push(link.retain(status, ''), link.retain(meta, ''));
    await Promise.all(sent);
  }

  private makeSlot(n: number, count: number): Slot {
    const share = Math.ceil((this.plan.devices.length - n) / count);
    const devices = Array.from({ length: share }, (_, k) => n + k * count);
    const only = count === this.plan.devices.length ? this.plan.devices[n] : undefined;
    const will = only && nativeTopics(only.id, this.plan.base).status;
    const events = {
      up: () => {
        this.onUp(slot);
      },
      down: (fault: LinkFault) => {
        this.onDown(slot, fault);
      },
    };
    const link = new Link(this.plan.broker, `sim-${this.plan.run}-${n}`, will, events);
    const slot: Slot = { link, devices, up: false, failed: 0, held: false, timer: undefined };
    return slot;
  }

  private slotOf(device: number): Slot | undefined {
    return this.slots[device % this.slots.length];
  }

  private onUp(slot: Slot): void {
    slot.failed = 0;
    slot.up = true;
    this.up += 1;
    if (this.up === 1) {
      this.told = false;
      this.events.reached();
    }
    this.announce(slot);
    if (this.opened) return;
    this.opened = true;
    this.slots.slice(1).forEach((other, n) => {
      this.retry(other, Math.floor(n / OPENED_AT_ONCE) * OPENING_PAUSE);
    });
  }

  private onDown(slot: Slot, fault: LinkFault): void {
    if (slot.up) this.up -= 1;
    slot.up = false;
    if (this.closing) return;
    if (fault.refused) {
      this.events.refused(fault);
      return;
    }
    if (this.up === 0 && !this.told) {
      this.told = true;
      this.events.unreachable(fault);
    }
    slot.failed += 1;
    if (!slot.held) this.retry(slot, backoff(slot.failed, Math.random()));
  }

  private retry(slot: Slot, delay: number): void {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(() => {
      if (!slot.link.connected && !slot.held && !this.closing) slot.link.open();
    }, delay);
  }

  /** Publishes meta and `online` of each device of a connection. A connection lost meanwhile announces them again. */
  private announce({ link, devices }: Slot): void {
    for (const index of devices) {
      const device = this.plan.devices[index];
      if (device === undefined) continue;
      const { status, meta } = nativeTopics(device.id, this.plan.base);
      void Promise.allSettled([
        link.retain(meta, JSON.stringify(device.describe())),
        link.retain(status, 'online'),
      ]);
    }
  }
}

async function pause(ms: number): Promise<void> {
  await sleep(ms, undefined, { ref: false });
}
