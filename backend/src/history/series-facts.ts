import type { Device, Metric, SeriesEntry } from '@sensorium/contracts';
import type { FleetView } from '../ports/fleet-view.js';

/** Silence longer than so many intervals is a gap, and so is not what is shorter than so many ms. */
const GAP_INTERVALS = 5;
const GAP_MIN_MS = 30_000;

/** What of series matters for their history, looked up once for each device. */
export class SeriesFacts {
  private readonly devices = new Map<string, Device | undefined>();

  constructor(private readonly fleet: FleetView) {}

  /** Silence from which on a series of numbers has a gap, ms; null if it has no interval. */
  gapMs(series: SeriesEntry): number | null {
    const interval = series.kind === 'number' ? this.metric(series)?.interval : null;
    return typeof interval === 'number' ? Math.max(GAP_INTERVALS * interval, GAP_MIN_MS) : null;
  }

  /** The highest value that the device states. */
  max(series: SeriesEntry): number | null {
    return this.metric(series)?.max ?? null;
  }

  /** Time zone of the site where the device stands, if it has one. */
  zone({ uid }: SeriesEntry): string | undefined {
    const site = this.device(uid)?.site;
    return this.fleet.sites.find(({ name }) => name === site)?.zone ?? undefined;
  }

  private metric({ uid, metric }: SeriesEntry): Metric | undefined {
    return this.device(uid)?.metrics.find(({ name }) => name === metric);
  }

  private device(uid: string): Device | undefined {
    if (!this.devices.has(uid)) this.devices.set(uid, this.fleet.device(uid));
    return this.devices.get(uid);
  }
}
