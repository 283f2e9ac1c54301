import { Logger } from '@nestjs/common';
import { Clock } from '../ports/clock.js';
import type { RegistryStore } from '../ports/registry-store.js';
import type { EventLog } from './event-log.js';
import { LAB_SOURCE } from './lab.js';
import { toStored } from './records.js';
import type { Registry } from './registry.js';
import type { SiteList } from './site-list.js';

/** Saves what changed. On a fault everything waits for the next try; one save at a time. */
export class Saver {
  /** Why the last save failed; null if it did not. */
  fault: string | null = null;
  private readonly clock = new Clock();
  /** Since when saving fails or does not, µs. */
  since = this.clock.now();
  private readonly logger = new Logger('registry');
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: RegistryStore,
    private readonly registry: Registry,
    private readonly sites: SiteList,
    private readonly log: EventLog,
  ) {}

  /** With `all`, also what was only heard of devices. Never rejects. */
  save(all: boolean): Promise<void> {
    this.running = this.running.then(() => this.saveNow(all));
    return this.running;
  }

  /** Saves what readings may name, if there is any; resolves to why that failed, or null. */
  async saveNames(): Promise<string | null> {
    if (this.registry.changes.unsavedCount > 0 || this.fault !== null) await this.save(false);
    else await this.running;
    return this.fault;
  }

  private async saveNow(all: boolean): Promise<void> {
    const unsaved = this.registry.changes.takeUnsaved(all);
    const { devices: changed, ...names } = unsaved;
    const devices = changed.filter(({ source }) => source !== LAB_SOURCE);
    const sites = this.sites.takeUnsaved();
    const log = this.log.take();
    if (
      [devices, names.removed, names.deleted, names.restored, sites, log].every(({ length }) => length === 0)
    )
      return;
    try {
      await this.store.save({ ...toStored(devices), ...names, sites, log });
      this.saved(null);
    } catch (error) {
      this.registry.changes.putBack(unsaved);
      this.sites.putBack(sites);
      this.log.putBack(log);
      this.saved(error instanceof Error ? error.message : String(error));
    }
  }

  private saved(fault: string | null): void {
    if (fault !== null && this.fault === null) this.logger.error(`the registry cannot be saved: ${fault}`);
    if (fault === null && this.fault !== null) this.logger.log('the registry is saved again');
    if ((fault === null) !== (this.fault === null)) this.since = this.clock.now();
    this.fault = fault;
  }
}
