import { MICROS_PER_MS, type Micros } from './micros.js';

/**
 * The moment that a wall clock in `zone` shows: `local` is what it shows as if it were UTC. Of a time that comes twice it
 * is the first, of one that is left out the same time later. Undefined for a zone that is not known.
 */
export function fromWallClock(local: Micros, zone: string): Micros | undefined {
  const ms = Math.floor(local / MICROS_PER_MS);
  try {
    const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDateTime();
    return shown.toZonedDateTime(zone).epochMilliseconds * MICROS_PER_MS + (local - ms * MICROS_PER_MS);
  } catch {
    return undefined;
  }
}
