import type { DevicePatch, LastMessage, Site, SitePatch } from '@sensorium/contracts';
import type { BrokerLink } from '../ports/broker-link.js';
import { ApiError } from '../ports/api-error.js';
import { applyPatch } from './device-edits.js';
import type { EventLog } from './event-log.js';
import { retainedTopicsOf, showMessage } from './kept-message.js';
import type { Registry } from './registry.js';
import type { SiteList } from './site-list.js';
import type { TrackedDevice } from './tracked.js';

/** What people do to devices and sites. Throws ApiError for what is not there or cannot be. */
export class DeviceOrders {
  constructor(
    private readonly registry: Registry,
    private readonly sites: SiteList,
    private readonly log: EventLog,
    private readonly broker: BrokerLink,
  ) {}

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
    if (clear) await this.clearRetained(device);
    this.log.note({ code: 'deleted' }, device, now);
    this.registry.remove(device, true);
  }

  /** The device `by` takes the place of `uid`, which keeps its name, its id and its history. */
  replace(uid: string, by: string, now: number): void {
    const old = this.find(uid);
    const successor = this.find(by);
    if (old === successor) throw new ApiError('conflict', 'a device cannot replace itself');
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
        await this.broker.publish(topic, new Uint8Array(), { retain: true });
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ApiError('unavailable', `its retained topics cannot be cleared: ${reason}`);
    }
  }
}
