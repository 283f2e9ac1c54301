import type { Device, Metric, Presence, PresenceCause, PresenceUpdate } from '@sensorium/contracts';
import { ArrivalRing } from './arrival-ring';

/** One device as the page holds it: what it says about itself, its freshness, the rows of its series. */
export class DeviceEntry {
  readonly uid: string;
  readonly arrivals = new ArrivalRing();
  /** Rises with each change of a value or of the device itself. */
  stamp = 0;
  /** Rows in the series columns, in the order of `device.metrics`. */
  rows: readonly number[] = [];
  device: Device;
  presence: Presence;
  cause: PresenceCause;
  /** Since when the device is silent, ms of the server's clock; NaN unless silence is the cause. */
  silentFrom = NaN;
  /** Everything that a search looks at, in lower case. */
  searchText = '';
  /** Its labels, each as `key:value`. */
  labels: ReadonlySet<string> = new Set();

  constructor(device: Device, time: number) {
    this.uid = device.uid;
    this.device = device;
    this.presence = device.presence;
    this.cause = device.presenceCause;
    this.describe(device, time);
  }

  /** Takes over a new description, valid at `time` (ms of the server's clock). */
  describe(device: Device, time: number): void {
    this.device = device;
    this.#judge(device.presence, device.presenceCause, time);
    this.searchText = searchTextOf(device);
    this.labels = new Set(Object.entries(device.labels).map(([key, value]) => `${key}:${value}`));
  }

  /** When its newest message came, ms of the server's clock; NaN if none ever did. */
  get seenAt(): number {
    const { length } = this.arrivals;
    return length > 0 ? this.arrivals.time(length - 1) : (this.device.lastSeen ?? NaN);
  }

  /** Takes over a change of presence, of the device and of those metrics that changed. */
  change(update: PresenceUpdate, time: number): void {
    this.#judge(update.presence, update.cause, time);
    const changes = new Map(update.metrics.map((metric) => [metric.name, metric]));
    const metrics = this.device.metrics.map((metric): Metric => {
      const change = changes.get(metric.name);
      if (!change) return metric;
      const { state, interval, intervalSource } = change;
      return { ...metric, state, interval, intervalSource };
    });
    const { presence, cause: presenceCause, since: presenceSince } = update;
    this.device = { ...this.device, metrics, presence, presenceCause, presenceSince };
  }

  #judge(presence: Presence, cause: PresenceCause, time: number): void {
    this.presence = presence;
    this.cause = cause;
    this.silentFrom = cause.code === 'silent' ? time - cause.sinceMs : NaN;
    this.stamp++;
  }
}

function searchTextOf(device: Device): string {
  const words = [device.name, device.id, device.site ?? '', device.kind ?? '', device.model ?? ''];
  words.push(...device.aliases, device.outOfService?.note ?? '');
  for (const [key, value] of Object.entries(device.labels)) words.push(`${key}:${value}`);
  for (const metric of device.metrics) words.push(metric.name, metric.label ?? '');
  return words.join('\n').normalize('NFC').toLowerCase();
}
