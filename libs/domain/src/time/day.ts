import { MICROS_PER_MS, type Micros } from './micros.js';

/** A calendar day in some zone: from its first instant to the first of the next. */
export interface Day {
  begins: Micros;
  ends: Micros;
}

/**
 * The calendar day of `t` in a zone of the time zone database; throws a RangeError for a zone it does not know.
 * Days follow each other without a gap, also where the clocks go back over midnight.
 */
export function dayOf(t: Micros, zone: string): Day {
  const date = Temporal.Instant.fromEpochMilliseconds(Math.floor(t / MICROS_PER_MS))
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const next = firstInstant(date.add({ days: 1 }), zone);
  if (t < next) return { begins: firstInstant(date, zone), ends: next };
  return { begins: next, ends: firstInstant(date.add({ days: 2 }), zone) };
}

/** First instant of a date; of the next one that there is where the zone left it out. */
function firstInstant(date: Temporal.PlainDate, zone: string): Micros {
  return date.toZonedDateTime(zone).epochMilliseconds * MICROS_PER_MS;
}
