import type { TrackedDevice } from './tracked.js';

/** Changes for the store, taken at once so that they can be put back if saving fails. */
export interface Unsaved {
  devices: TrackedDevice[];
  removed: string[];
  deleted: string[];
  restored: string[];
}

/** What changed among the devices since viewers and store were told last. */
export class Changes {
  private readonly announced = new Set<TrackedDevice>();
  private readonly gone = new Set<string>();
  private readonly awakened = new Set<TrackedDevice>();
  private readonly untold = new Set<TrackedDevice>();
  private readonly unsaved = new Set<TrackedDevice>();
  private readonly touched = new Set<TrackedDevice>();
  private readonly unsavedRemoved = new Set<string>();
  private readonly unsavedDeleted = new Set<string>();
  private readonly unsavedRestored = new Set<string>();

  get unsavedCount(): number {
    return this.unsaved.size + this.unsavedRemoved.size;
  }

  /** Viewers, the watch over alerts and the store must hear of this device. */
  changed(device: TrackedDevice): void {
    this.announced.add(device);
    this.untold.add(device);
    this.unsaved.add(device);
  }

  /** Only the store must hear of it, soon. */
  unsavedYet(device: TrackedDevice): void {
    this.unsaved.add(device);
  }

  /** It was heard: its presence must not wait if it is not told to be live, the store may. */
  heard(device: TrackedDevice): void {
    this.touched.add(device);
    if (device.told !== 'live') this.awakened.add(device);
  }

  /** Its presence must be judged soon: something was said that decides it. */
  presenceSaid(device: TrackedDevice): void {
    this.awakened.add(device);
  }

  removed(device: TrackedDevice): void {
    for (const set of [this.announced, this.untold, this.awakened, this.unsaved, this.touched])
      set.delete(device);
    this.gone.add(device.uid);
    this.unsavedRemoved.add(device.uid);
  }

  /** An identity was deleted, or came back after it was. */
  deleted(key: string): void {
    this.unsavedRestored.delete(key);
    this.unsavedDeleted.add(key);
  }

  restored(key: string): void {
    this.unsavedDeleted.delete(key);
    this.unsavedRestored.add(key);
  }

  nothingUnsaved(): void {
    this.unsaved.clear();
  }

  takeAnnounced(): TrackedDevice[] {
    return takeAll(this.announced);
  }

  /** True if the watch over alerts must hear of a device before its next reading. */
  isUntold(device: TrackedDevice): boolean {
    return this.untold.size > 0 && this.untold.has(device);
  }

  /** Devices that the watch over alerts has not heard of as they are. */
  takeUntold(): TrackedDevice[] {
    return takeAll(this.untold);
  }

  /** Uids of devices that are gone. */
  takeGone(): string[] {
    return takeAll(this.gone);
  }

  /**
   * Devices that were heard and are not told to be live yet, or of which something was said that decides their
   * presence.
   */
  takeAwakened(): TrackedDevice[] {
    return takeAll(this.awakened);
  }

  /** What the store must hear of; with `all`, also devices that were only heard. */
  takeUnsaved(all: boolean): Unsaved {
    if (all) for (const device of takeAll(this.touched)) this.unsaved.add(device);
    return {
      devices: takeAll(this.unsaved),
      removed: takeAll(this.unsavedRemoved),
      deleted: takeAll(this.unsavedDeleted),
      restored: takeAll(this.unsavedRestored),
    };
  }

  /** Saving failed: it waits for the next try, unless something newer was said since. */
  putBack(unsaved: Unsaved): void {
    for (const device of unsaved.devices) if (!this.unsavedRemoved.has(device.uid)) this.unsaved.add(device);
    for (const uid of unsaved.removed) this.unsavedRemoved.add(uid);
    for (const key of unsaved.deleted) if (!this.unsavedRestored.has(key)) this.unsavedDeleted.add(key);
    for (const key of unsaved.restored) if (!this.unsavedDeleted.has(key)) this.unsavedRestored.add(key);
  }
}

function takeAll<T>(set: Set<T>): T[] {
  const all = [...set];
  set.clear();
  return all;
}
