import type { Device } from '@sensorium/contracts';
import type { FleetView } from '../ports/fleet-view.js';
import type { Viewer } from './viewer.js';

/** How often, µs. */
const EVERY = 10_000_000;

/** Who names more devices looks at a fleet, not at them one by one. */
const DEVICES_MAX = 16;

/**
 * What changes with every message, and is no news for a fleet: messages a minute and the skew of the clock. Who
 * looks at single devices gets them anew now and then, if they read differently.
 */
export class DeviceRefresh {
  private last = 0;
  private readonly told = new WeakMap<Viewer, Map<string, string>>();

  constructor(private readonly fleet: FleetView) {}

  /** True once in ten seconds; `time` of a step, µs. */
  isDue(time: number): boolean {
    if (Math.abs(time - this.last) < EVERY) return false;
    this.last = time;
    return true;
  }

  /** The devices that the viewer names whose figures read differently than it was told. */
  changedFor(viewer: Viewer): Device[] {
    const named = viewer.namedDevices();
    if (named.size === 0 || named.size > DEVICES_MAX) return [];
    const before = this.told.get(viewer);
    const now = new Map<string, string>();
    const changed = new Map<string, Device>();
    for (const name of named) {
      const device = this.fleet.device(name);
      if (!device) continue;
      const figures = figuresOf(device);
      now.set(device.uid, figures);
      if (before?.get(device.uid) !== figures) changed.set(device.uid, device);
    }
    this.told.set(viewer, now);
    return [...changed.values()];
  }
}

function figuresOf({ messagesPerMinute, clockSkewMs }: Device): string {
  const skew = clockSkewMs === null ? '' : Math.round(clockSkewMs / 100);
  return `${Number(messagesPerMinute.toPrecision(2))} ${skew}`;
}
