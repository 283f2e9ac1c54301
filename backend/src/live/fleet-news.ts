import { Inject, Injectable } from '@nestjs/common';
import type { Device, LinkEvent, PresenceUpdate } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import type { LinkStatus } from '../ports/broker-link.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import type { LiveStep } from '../ports/live-bus.js';
import type { Viewer } from './viewer.js';

/** Devices in one `devices` event of a new fleet subscription. */
const DEVICES_PER_EVENT = 500;

/** Tells viewers of the fleet what happens beside the readings: devices, presence, link, history. */
@Injectable()
export class FleetNews {
  constructor(@Inject(FLEET_VIEW) private readonly fleet: FleetView) {}

  /** All of it, for who comes new; `time` in ms. */
  begin(viewer: Viewer, time: number): void {
    const devices = [...this.fleet.devices()];
    for (let from = 0; from === 0 || from < devices.length; from += DEVICES_PER_EVENT) {
      const part = devices.slice(from, from + DEVICES_PER_EVENT);
      viewer.socket.send('devices', { time, full: from === 0, devices: part, removed: [] });
    }
    viewer.untold.clear();
    if (this.fleet.link) viewer.socket.send('link', linkEvent(this.fleet.link));
    if (this.fleet.history) viewer.socket.send('history', this.fleet.history);
  }

  /** What a step changed. Presence waits for who has no credit, the newest of each device. */
  tell(viewer: Viewer, step: LiveStep, devices: Device[]): void {
    const time = step.time / MICROS_PER_MS;
    this.tellDevices(viewer, time, devices, step.removed);
    if (viewer.canTake) {
      this.tellHeld(viewer, time);
      if (step.presence.length > 0) viewer.socket.send('presence', { time, changes: step.presence });
    } else for (const { uid } of step.presence) viewer.untold.add(uid);
    if (step.link) viewer.socket.send('link', linkEvent(step.link));
    if (step.history) viewer.socket.send('history', step.history);
  }

  tellDevices(viewer: Viewer, time: number, devices: Device[], removed: string[]): void {
    if (devices.length + removed.length === 0) return;
    viewer.socket.send('devices', { time, full: false, devices, removed });
  }

  /** The presence, as it is now, of the devices that changed while the viewer had no credit. */
  tellHeld(viewer: Viewer, time: number): void {
    if (viewer.untold.size === 0) return;
    const changes = Array.from(viewer.untold, (uid) => this.fleet.device(uid)).flatMap((device) =>
      device ? [presenceOf(device)] : [],
    );
    viewer.untold.clear();
    if (changes.length > 0) viewer.socket.send('presence', { time, changes });
  }
}

function presenceOf(device: Device): PresenceUpdate {
  const { uid, presence, presenceSince, presenceReason, presenceCause, metrics } = device;
  const states = metrics.map(({ name, state, interval, intervalSource }) => ({
    name,
    state,
    interval,
    intervalSource,
  }));
  return {
    uid,
    presence,
    since: presenceSince,
    reason: presenceReason,
    cause: presenceCause,
    metrics: states,
  };
}

function linkEvent({ state, since, reason }: LinkStatus): LinkEvent {
  return { state, since: since / MICROS_PER_MS, reason };
}
