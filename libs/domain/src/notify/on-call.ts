import type { EscalationStep } from '@sensorium/contracts';

/** Days and times at which somebody is on call. */
export type OnCall = NonNullable<EscalationStep['onCall']>;

const WEEK_DAYS = 7;

/** When somebody is on call at or after `now`, ms: `now` itself within his time, else its next begin. */
export function onCallAt(onCall: OnCall, zone: string, now: number): number | undefined {
  const day = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(onCall.zone ?? zone);
  for (let days = -1; days <= WEEK_DAYS; days++) {
    const shift = shiftOn(onCall, day.add({ days }));
    if (shift && shift.to > now) return Math.max(shift.from, now);
  }
  return undefined;
}

/**
 * The shift that begins on that day; over midnight if it ends earlier than it begins, a whole day if at the same time.
 */
function shiftOn(onCall: OnCall, day: Temporal.ZonedDateTime): { from: number; to: number } | undefined {
  if (!onCall.days.includes(day.dayOfWeek % WEEK_DAYS)) return undefined;
  const end = onCall.to > onCall.from ? day : day.add({ days: 1 });
  return { from: atTime(day, onCall.from), to: atTime(end, onCall.to) };
}

function atTime(day: Temporal.ZonedDateTime, time: string): number {
  const plainTime = Temporal.PlainTime.from(time);
  return day.toPlainDate().toZonedDateTime({ timeZone: day.timeZoneId, plainTime }).epochMilliseconds;
}
