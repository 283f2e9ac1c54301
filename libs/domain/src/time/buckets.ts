import { dayOf } from './day.js';
import { fromMs, MICROS_PER_MS, type Micros } from './micros.js';

/** What a time is cut into. */
export type BucketSize = 'hour' | 'day' | 'month';

/**
 * Edges of the buckets that `from` to `to` (µs, `from` not after `to`) are cut into: both ends, and every border of
 * an hour, day or month between them on the clocks of `zone`, rising. An hour that the clocks repeat is two
 * buckets, one that they leave out is none. Undefined for more than `most` buckets; throws a RangeError for a
 * zone that is not known.
 */
export function bucketEdges(
  from: Micros,
  to: Micros,
  size: BucketSize,
  zone: string,
  most: number,
): Micros[] | undefined {
  const edges = [from];
  for (let edge = NEXT[size](from, zone); edge < to; edge = NEXT[size](edge, zone)) {
    if (edges.push(edge) > most) return undefined;
  }
  edges.push(to);
  return edges;
}

/** The first border after `t`. */
const NEXT: Readonly<Record<BucketSize, (t: Micros, zone: string) => Micros>> = {
  hour: nextHour,
  day: (t, zone) => dayOf(t, zone).ends,
  month: nextMonth,
};

/** Where the minutes are 0 again; clocks that change by half an hour make a longer or shorter hour. */
function nextHour(t: Micros, zone: string): Micros {
  const local = localTime(t, zone);
  const left = 60 - local.minute;
  const next = startOfMinute(local).add({ minutes: left });
  const rest = (60 - next.minute) % 60;
  return fromMs(next.add({ minutes: rest }).epochMilliseconds);
}

function nextMonth(t: Micros, zone: string): Micros {
  const first = localTime(t, zone).toPlainDate().with({ day: 1 });
  const next = firstInstant(first.add({ months: 1 }), zone);
  return t < next ? next : firstInstant(first.add({ months: 2 }), zone);
}

function startOfMinute(local: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const { second, millisecond } = local;
  return local.subtract({ seconds: second, milliseconds: millisecond });
}

function localTime(t: Micros, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(t / MICROS_PER_MS)).toZonedDateTimeISO(zone);
}

function firstInstant(date: Temporal.PlainDate, zone: string): Micros {
  return fromMs(date.toZonedDateTime(zone).epochMilliseconds);
}
