import { Injectable, computed, inject, signal } from '@angular/core';
import {
  NEWEST,
  RETAINED,
  TEXT,
  type Device,
  type DevicesEvent,
  type Hello,
  type HistoryEvent,
  type LinkEvent,
  type PresenceEvent,
} from '@sensorium/contracts';
import { ArrivalRing } from './arrival-ring';
import { SERVER_CLOCK } from './clocks';
import { DeviceEntry } from './device-entry';
import type { LiveSink } from './live-connection';
import { SeriesColumns } from './series-columns';
import type { LiveFrame } from './subscriptions';

/** Source of the labs of the transports page, which last as long as somebody looks at them. */
const LAB_SOURCE = 'lab';

/**
 * All devices and their newest values. Values lie in columns outside of signals; `version` rises once a frame
 * and whoever shows values reads its own columns then. `devices` and `presence` change only when they change.
 */
@Injectable({ providedIn: 'root' })
export class FleetStore implements LiveSink {
  readonly #clock = inject(SERVER_CLOCK);
  readonly #entries = new Map<string, DeviceEntry>();
  /** Row of each series number of the frames; filled when a number is first used. */
  #rowOf: (number | undefined)[] = [];
  #entryOf: (DeviceEntry | undefined)[] = [];
  readonly #unconfirmed = new Set<string>();
  readonly #version = signal(0);
  readonly #devices = signal<readonly DeviceEntry[]>([]);
  readonly #presence = signal(0);
  readonly #loaded = signal(false);
  readonly #link = signal<LinkEvent | null>(null);
  readonly #history = signal<HistoryEvent | null>(null);

  readonly series = new SeriesColumns();
  /** When frames came, for the connection card. */
  readonly frames = new ArrivalRing();
  /** Readings since the page was opened. */
  received = 0;
  /** Readings whose series the server has not named. */
  nameless = 0;
  /** How late the newest frame was, ms. */
  behindMs = 0;
  /** Server's time in the newest frame, ms since the epoch; NaN before the first. */
  frameTime = NaN;

  /** Rises with each frame. */
  readonly version = this.#version.asReadonly();
  /** All devices but labs; a new array only when one appears, changes its description or goes. */
  readonly devices = this.#devices.asReadonly();
  /** Rises with each change of a device's presence. */
  readonly presence = this.#presence.asReadonly();
  /** True from the first complete state on. */
  readonly loaded = this.#loaded.asReadonly();
  /** Link between server and broker; null before the server has told it. */
  readonly link = this.#link.asReadonly();
  /** Whether readings are kept; null before the server has told it. */
  readonly history = this.#history.asReadonly();
  readonly linkDown = computed(() => this.#link()?.state === 'down');

  /** One device, labs too; undefined if there is none with this uid. */
  entry(uid: string): DeviceEntry | undefined {
    return this.#entries.get(uid);
  }

  takeHello(event: Hello): void {
    this.#clock.restart(event.time);
    this.#forgetNumbers();
  }

  /** A full list may come in several events; devices that none of them names are gone with the next frame. */
  takeDevices(event: DevicesEvent): void {
    this.#clock.observe(event.time);
    if (event.full) for (const uid of this.#entries.keys()) this.#unconfirmed.add(uid);
    for (const device of event.devices) this.#put(device, event.time);
    for (const uid of event.removed) this.#remove(uid);
    this.#forgetNumbers();
    this.#publish();
    this.#bump();
  }

  takeLink(event: LinkEvent): void {
    this.#link.set(event);
  }

  takeHistory(event: HistoryEvent): void {
    this.#history.set(event);
  }

  /** Values of a frame go straight into the columns: nothing is made for a reading. */
  takeFrame(frame: LiveFrame): void {
    this.#sweep();
    this.#arrive(frame.time);
    if (frame.part === 'recent') this.#fill(frame);
    else this.#read(frame);
    if (frame.part === 'snapshot') this.#loaded.set(true);
    if (frame.part === 'readings' || frame.part === 'catch-up') this.received += frame.columns.count;
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
    if (entry) entry.describe(device, time);
    else this.#entries.set(device.uid, (entry = new DeviceEntry(device, time)));
    entry.rows = device.metrics.map((metric) => this.series.row(device.uid, metric.name));
    device.metrics.forEach(({ latest }, index) => {
      const row = entry.rows[index];
      if (row === undefined || !latest || latest.t <= this.series.time(row)) return;
      this.series.set(row, latest.t, latest.value);
      if (!latest.retained) entry.arrivals.push(latest.received);
    });
  }

  /** The latest values; one that is not the newest measurement of its series is only a point of its line. */
  #read(frame: LiveFrame): void {
    const { count, series, t, received, value, flags, texts } = frame.columns;
    const all = frame.part === 'snapshot';
    for (let i = 0; i < count; i++) {
      const n = series[i] ?? 0;
      const row = this.#row(frame, n);
      if (row === undefined) continue;
      const flag = flags[i] ?? 0;
      const time = (t[i] ?? NaN) / 1000;
      const number = value[i] ?? NaN;
      const newest = all || (flag & NEWEST) !== 0;
      if ((flag & TEXT) === 0) this.series.put(row, time, number, newest);
      else if (newest) this.series.setText(row, time, texts[number] ?? '');
      const entry = this.#entryOf[n];
      if (!entry) continue;
      entry.stamp++;
      if ((flag & RETAINED) === 0) entry.arrivals.push((received[i] ?? NaN) / 1000);
    }
  }

  /** The last minutes: points of lines and arrivals, no values. */
  #fill(frame: LiveFrame): void {
    const { count, series, t, received, value, flags } = frame.columns;
    for (let i = 0; i < count; i++) {
      const n = series[i] ?? 0;
      const row = this.#row(frame, n);
      if (row === undefined) continue;
      const flag = flags[i] ?? 0;
      if ((flag & TEXT) === 0) this.series.put(row, (t[i] ?? NaN) / 1000, value[i] ?? NaN, false);
      const entry = this.#entryOf[n];
      if (!entry) continue;
      entry.stamp++;
      if ((flag & RETAINED) === 0) entry.arrivals.insert((received[i] ?? NaN) / 1000);
    }
  }

  #row(frame: LiveFrame, n: number): number | undefined {
    const known = this.#rowOf[n];
    if (known !== undefined) return known;
    const named = frame.series.get(n);
    if (!named) {
      this.nameless++;
      return undefined;
    }
    this.#entryOf[n] = this.#entries.get(named.uid);
    return (this.#rowOf[n] = this.series.row(named.uid, named.metric));
  }

  #forgetNumbers(): void {
    this.#rowOf = [];
    this.#entryOf = [];
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
    this.#publish();
  }

  /** A lab is no device of the people's fleet: no list, count or choice has it. */
  #publish(): void {
    this.#devices.set([...this.#entries.values()].filter(({ device }) => device.source !== LAB_SOURCE));
  }

  #remove(uid: string): void {
    if (!this.#entries.delete(uid)) return;
    this.series.drop(uid);
    this.#forgetNumbers();
  }

  #bump(): void {
    this.#version.update((n) => n + 1);
  }
}
