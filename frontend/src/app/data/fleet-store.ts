import { Injectable, computed, inject, signal } from '@angular/core';
import type {
  Device,
  DevicesEvent,
  Hello,
  LinkEvent,
  LiveReading,
  PresenceEvent,
  Readings,
  Snapshot,
} from '@sensorium/contracts';
import { ArrivalRing } from './arrival-ring';
import { SERVER_CLOCK } from './clocks';
import { DeviceEntry } from './device-entry';
import type { LiveSink } from './live-connection';
import { SeriesColumns } from './series-columns';

/**
 * All devices and their newest values. Values lie in columns outside of signals; `version` rises once a frame
 * and whoever shows values reads its own columns then. `devices` and `presence` change only when they change.
 */
@Injectable({ providedIn: 'root' })
export class FleetStore implements LiveSink {
  readonly #clock = inject(SERVER_CLOCK);
  readonly #entries = new Map<string, DeviceEntry>();
  readonly #byId = new Map<string, DeviceEntry>();
  readonly #unconfirmed = new Set<string>();
  readonly #version = signal(0);
  readonly #devices = signal<readonly DeviceEntry[]>([]);
  readonly #presence = signal(0);
  readonly #loaded = signal(false);
  readonly #link = signal<LinkEvent | null>(null);

  readonly series = new SeriesColumns();
  /** When frames came, for the connection card. */
  readonly frames = new ArrivalRing();
  /** Readings since the page was opened. */
  received = 0;
  /** How late the newest frame was, ms. */
  behindMs = 0;
  /** Server's time in the newest frame, ms since the epoch; NaN before the first. */
  frameTime = NaN;

  /** Rises with each frame. */
  readonly version = this.#version.asReadonly();
  /** All devices; a new array only when one appears, changes its description or goes. */
  readonly devices = this.#devices.asReadonly();
  /** Rises with each change of a device's presence. */
  readonly presence = this.#presence.asReadonly();
  /** True from the first complete state on. */
  readonly loaded = this.#loaded.asReadonly();
  /** Link between server and broker; null before the server has told it. */
  readonly link = this.#link.asReadonly();
  readonly linkDown = computed(() => this.#link()?.state === 'down');

  takeHello(event: Hello): void {
    this.#clock.restart(event.time);
  }

  /** A full list may come in several events; devices that none of them names are gone. */
  takeDevices(event: DevicesEvent): void {
    this.#clock.observe(event.time);
    if (event.full) for (const uid of this.#entries.keys()) this.#unconfirmed.add(uid);
    for (const device of event.devices) this.#put(device, event.time);
    for (const uid of event.removed) this.#remove(uid);
    this.#devices.set([...this.#entries.values()]);
    this.#bump();
  }

  takeLink(event: LinkEvent): void {
    this.#sweep();
    this.#link.set(event);
  }

  takeSnapshot(event: Snapshot): void {
    this.#sweep();
    this.#arrive(event.time);
    for (const reading of event.readings) this.#read(reading, !reading.retained);
    this.#loaded.set(true);
    this.#bump();
  }

  takeReadings(event: Readings): void {
    this.#sweep();
    this.#arrive(event.time);
    this.received += event.readings.length;
    for (const reading of event.readings) this.#read(reading, true);
    this.#bump();
  }

  takePresence(event: PresenceEvent): void {
    this.#clock.observe(event.time);
    for (const update of event.changes) this.#entries.get(update.uid)?.change(update, event.time);
    this.#presence.update((n) => n + 1);
    this.#bump();
  }

  #put(device: Device, time: number): void {
    this.#unconfirmed.delete(device.uid);
    let entry = this.#entries.get(device.uid);
    if (entry && entry.device.id !== device.id) this.#forgetId(entry.device.id);
    if (entry) entry.describe(device, time);
    else this.#entries.set(device.uid, (entry = new DeviceEntry(device, time)));
    this.#byId.set(device.id, entry);
    entry.rows = device.metrics.map((metric) => this.series.row(device.id, metric.name));
    device.metrics.forEach(({ latest }, index) => {
      const row = entry.rows[index];
      if (row === undefined || !latest || latest.t <= this.series.time(row)) return;
      this.series.set(row, latest.t, latest.value);
      if (!latest.retained) entry.arrivals.push(latest.received);
    });
  }

  #read(reading: LiveReading, arrived: boolean): void {
    this.series.set(this.series.row(reading.device, reading.metric), reading.t, reading.value);
    const entry = this.#byId.get(reading.device);
    if (!entry) return;
    entry.stamp++;
    if (arrived) entry.arrivals.push(reading.received);
  }

  #arrive(time: number): void {
    this.#clock.observe(time);
    const now = this.#clock.now();
    this.behindMs = now - time;
    this.frameTime = time;
    this.frames.push(now);
  }

  #sweep(): void {
    if (this.#unconfirmed.size === 0) return;
    for (const uid of this.#unconfirmed) this.#remove(uid);
    this.#unconfirmed.clear();
    this.#devices.set([...this.#entries.values()]);
  }

  #remove(uid: string): void {
    const entry = this.#entries.get(uid);
    if (!entry) return;
    this.#entries.delete(uid);
    this.#forgetId(entry.device.id);
  }

  #forgetId(id: string): void {
    this.#byId.delete(id);
    this.series.drop(id);
  }

  #bump(): void {
    this.#version.update((n) => n + 1);
  }
}
