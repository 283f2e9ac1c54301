import type { DevicePatch, LastMessage, Site, SitePatch } from '@sensorium/contracts';
import type { BrokerLink } from '../ports/broker-link.js';
import { ApiError } from '../ports/api-error.js';
import { applyPatch } from './device-edits.js';
import type { ReadingStore } from '../ports/reading-store.js';
import type { Committer } from './committer.js';
import type { EventLog } from './event-log.js';
import { retainedTopicsOf, showMessage } from './kept-message.js';
import type { Registry } from './registry.js';
import type { SiteList } from './site-list.js';
import type { TrackedDevice } from './tracked.js';

/** What orders change, and what they need for it. */
interface OrderParts {
  registry: Registry;
  sites: SiteList;
  log: EventLog;
  broker: BrokerLink;
  store: Pick<ReadingStore, 'remove' | 'merge'>;
  committer: Committer;
}

/** What people do to devices and sites. Throws ApiError for what is not there or cannot be. */
export class DeviceOrders {
  private readonly registry: Registry;
  private readonly sites: SiteList;
  private readonly log: EventLog;

  constructor(private readonly parts: OrderParts) {
    ({ registry: this.registry, sites: this.sites, log: this.log } = parts);
  }

  /** Times are `now` in µs here and below. */
  patch(uid: string, patch: DevicePatch, now: number): void {
    const device = this.find(uid);
    for (const event of applyPatch(device, patch, now / 1_000)) this.log.note(event, device, now);
    if (typeof patch.site === 'string') this.sites.mention(patch.site, undefined);
    this.registry.changes.changed(device);
  }

  /** Forgets a device with all that is its own; with `clear`, its retained topics at the broker too. */
  async remove(uid: string, clear: boolean, now: number): Promise<void> {
    const device = this.find(uid);
    this.parts.committer.mustBeOn();
    if (clear) await this.clearRetained(device);
    await this.parts.committer.durable();
    await this.parts.store.remove([...device.series.values()].map(({ n }) => n));
    this.log.note({ code: 'deleted' }, device, now);
    this.registry.remove(device, true);
  }

  /** The device `by` takes the place of `uid`, which keeps its name, its id and its history. */
  async replace(uid: string, by: string, now: number): Promise<void> {
    const old = this.find(uid);
    const successor = this.find(by);
    if (old === successor) throw new ApiError('conflict', 'a device cannot replace itself');
    await this.parts.committer.durable();
    await this.parts.store.merge(seriesOfBoth(old, successor));
    this.registry.replace(old, successor);
    this.log.note({ code: 'replaced', by: successor.publicId }, old, now);
  }

  lastMessage(uid: string): LastMessage {
    return showMessage(this.find(uid));
  }

  patchSite(id: string, patch: SitePatch): Site {
    const site = this.sites.patch(id, patch);
    if (!site) throw new ApiError('not-found', 'there is no such site');
    return site;
  }

  private find(uid: string): TrackedDevice {
    const device = this.registry.device(uid);
    if (!device) throw new ApiError('not-found', 'there is no such device');
    return device;
  }

  private async clearRetained(device: TrackedDevice): Promise<void> {
    try {
      for (const topic of retainedTopicsOf(device)) {
        await this.parts.broker.publish(topic, new Uint8Array(), { retain: true });
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ApiError('unavailable', `its retained topics cannot be cleared: ${reason}`);
    }
  }
}

/** Series of metrics that both have: readings of the successor go to the series that stays. */
function seriesOfBoth(old: TrackedDevice, successor: TrackedDevice): { from: number; to: number }[] {
  return [...successor.series.values()].flatMap(({ n, metric }) => {
    const kept = old.series.get(metric);
    return kept ? [{ from: n, to: kept.n }] : [];
  });
}
