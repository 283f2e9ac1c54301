import type { DeviceMeta, PresenceUpdate, Quality } from '@sensorium/contracts';
import { valueNames } from '@sensorium/domain/units';
import type { AlertWatch, WatchedDevice } from '../ports/alert-watch.js';
import type { LinkStatus } from '../ports/broker-link.js';
import type { AlertNews, MetricRecord } from '../ports/live-bus.js';
import { describe } from './device-edits.js';
import { LAB_SOURCE } from './lab.js';
import { toMetric } from './records.js';
import type { Registry } from './registry.js';
import { HTTP_SOURCE } from './source-clocks.js';
import type { TrackedDevice, TrackedSeries } from './tracked.js';

/** What came of one value, as the stage of readings has settled it; times in µs. */
interface SettledReading {
  t: number;
  received: number;
  value: number | string;
  quality: Quality;
}

/** Tells the watch over alerts what happens in the ingest, a device always before its readings. */
export class AlertHooks {
  constructor(
    private readonly watch: AlertWatch,
    private readonly registry: Registry,
  ) {}

  /** Lets the watch begin with the devices that there are; `news` hears when there is some for the live stream. */
  async start(now: number, news: () => void): Promise<void> {
    this.registry.changes.takeUntold();
    this.watch.onNews(news);
    await this.watch.start([...this.registry.devices()].filter(isReal).map(toWatched), now);
  }

  /** A reading that is not retained. */
  reading(
    device: TrackedDevice,
    series: TrackedSeries,
    { t, received, value, quality }: SettledReading,
  ): void {
    if (this.registry.changes.isUntold(device)) this.tellChanged(received);
    this.watch.reading({ n: series.n, t, received, value: valueOf(series, value), quality });
  }

  /** A reading that was stored before this start. */
  known(series: TrackedSeries, t: number, value: number | string): void {
    this.watch.known({ n: series.n, t, value: valueOf(series, value) });
  }

  /** Devices that are gone or changed since the last step. */
  told(removed: readonly string[], now: number): void {
    for (const uid of removed) this.watch.removed(uid, now);
    this.tellChanged(now);
  }

  link(status: LinkStatus, now: number): void {
    this.watch.link(status, now);
  }

  /** The presence of a step; what the watch has to tell goes out with it. */
  stepped(presence: readonly PresenceUpdate[], now: number): AlertNews | null {
    if (presence.length > 0) this.watch.presence(presence, now);
    this.watch.tick(now);
    return this.watch.takeNews();
  }

  private tellChanged(now: number): void {
    for (const device of this.registry.changes.takeUntold()) {
      if (isReal(device)) this.watch.device(toWatched(device), now);
    }
  }
}

/** Booleans are stored as 1 and 0. */
function valueOf({ arrivals }: TrackedSeries, value: number | string): number | string | boolean {
  return arrivals.kind === 'boolean' ? value !== 0 : value;
}

function isReal({ source }: TrackedDevice): boolean {
  return source !== LAB_SOURCE;
}

function toWatched(device: TrackedDevice): WatchedDevice {
  const { uid, publicId, parent, meta, series } = device;
  const { name, site, kind, labels } = describe(device);
  const records = [...series.values()].map((one) => toMetric(device, one));
  return {
    uid,
    publicId,
    name,
    site,
    kind,
    parent: parent?.uid ?? null,
    isLinked: device.source !== HTTP_SOURCE,
    labels,
    meta: withFacts(meta, records),
    metrics: new Map(
      records.map((record) => [
        record.name,
        {
          ...{ n: record.n, unit: record.unit, values: valueNames(record) },
          lastSeen: series.get(record.name)?.lastSeen ?? null,
        },
      ]),
    ),
  };
}

/** The description with what documentation says of metrics that the device does not describe: their limits count too. */
function withFacts(meta: DeviceMeta | null, records: readonly MetricRecord[]): DeviceMeta {
  const stated = new Map(Object.entries(meta?.metrics ?? {}));
  for (const { name, min, max, limits } of records) {
    stated.set(name, {
      ...(min === null ? {} : { min }),
      ...(max === null ? {} : { max }),
      ...(limits === null ? {} : { limits }),
      ...stated.get(name),
    });
  }
  return { ...meta, metrics: Object.fromEntries(stated) };
}
