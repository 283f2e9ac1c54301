import { isTimeZone, RETAINED, TEXT, type Columns, type Site, type Today } from '@sensorium/contracts';
import { DayClocks, DayRanges, toMs, type DayClock } from '@sensorium/domain/time';
import type { TodaySpan } from '../ports/fleet-view.js';
import type { DeviceRecord } from '../ports/live-bus.js';

/** What of a device says which of its series are numbers, and in which zone their days begin. */
export type Placed = Pick<DeviceRecord, 'site'> & {
  metrics: Pick<DeviceRecord['metrics'][number], 'n' | 'kind'>[];
};

/**
 * Lowest and highest value of today of every series of numbers. The day is that of the zone of the device's
 * site, or of the server's own zone where the site has none.
 */
export class TodayRanges {
  private readonly clocks = new DayClocks();
  private readonly ranges = new DayRanges();
  /** The day of each series of numbers, by its number. */
  private readonly days: (DayClock | undefined)[] = [];
  /** Zones of sites by name. */
  private zones = new Map<string, string>();

  constructor(private readonly ownZone = zoneOfServer()) {}

  /** Goes on to the day of `now` (µs) in all zones. */
  follow(now: number): void {
    this.clocks.follow(now);
  }

  /** Takes over all sites; `devices` that stand where the zone is another one now begin their day anew. */
  setSites(sites: readonly Site[], devices: Iterable<Placed>): void {
    const before = this.zones;
    this.zones = new Map(sites.flatMap(({ name, zone }) => (zone === null ? [] : [[name, zone]])));
    const names = [...before.keys(), ...this.zones.keys()];
    const changed = new Set(names.filter((name) => before.get(name) !== this.zones.get(name)));
    if (changed.size === 0) return;
    for (const device of devices) if (device.site !== null && changed.has(device.site)) this.place(device);
  }

  /** A device is new or was described anew; with a day that begins elsewhen it begins anew. */
  place({ site, metrics }: Placed): void {
    const zone = site === null ? undefined : this.zones.get(site);
    const day = this.clocks.of(zone ?? this.ownZone);
    for (const { n, kind } of metrics) {
      if (kind !== 'number' || this.days[n] === day) continue;
      this.ranges.forget(n);
      this.days[n] = day;
    }
  }

  /** Takes numbers in; a retained one says nothing of today. */
  apply({ count, series, t, value, flags }: Columns): void {
    for (let row = 0; row < count; row++) {
      if (((flags[row] ?? 0) & (TEXT | RETAINED)) !== 0) continue;
      const n = series[row] ?? 0;
      const day = this.days[n];
      if (day) this.ranges.add(n, t[row] ?? 0, value[row] ?? 0, day);
    }
  }

  /** What a series did today; null if it has no number of today. */
  of(n: number): Today | null {
    const day = this.days[n];
    const range = day && this.ranges.of(n, day);
    if (!range) return null;
    const { low, high, since } = range;
    return { min: low, max: high, since: toMs(since), begins: toMs(day.begins), ends: toMs(day.ends) };
  }

  /** The part of today that is not known of a series of numbers (µs, ends included); null if there is none. */
  unknownOf(n: number, now: number): TodaySpan | null {
    const day = this.days[n];
    if (!day) return null;
    const until = this.ranges.of(n, day)?.since ?? now;
    return until > day.begins ? { n, from: day.begins, to: until } : null;
  }

  /** Adds what history knows of that part; without a number in it the day is known since its begin all the same. */
  seed({ n, from }: TodaySpan, found: { min: number; max: number } | null): void {
    const day = this.days[n];
    if (day?.begins !== from) return;
    const known = this.ranges.of(n, day);
    const low = found?.min ?? known?.low;
    const high = found?.max ?? known?.high;
    if (low !== undefined && high !== undefined) this.ranges.seed(n, { low, high, since: from }, day);
  }

  forget(n: number): void {
    this.ranges.forget(n);
    this.days[n] = undefined;
  }
}

/** The zone of this machine; UTC where it names none. */
function zoneOfServer(): string {
  const zone = Temporal.Now.timeZoneId();
  return isTimeZone(zone) ? zone : 'UTC';
}
