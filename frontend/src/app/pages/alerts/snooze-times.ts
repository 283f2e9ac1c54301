const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Lengths that are offered by name, ms. */
export const SNOOZES = [
  { key: 'min15', text: 'alerts.snooze.min15', ms: 15 * MINUTE },
  { key: 'h1', text: 'alerts.snooze.h1', ms: HOUR },
  { key: 'h8', text: 'alerts.snooze.h8', ms: 8 * HOUR },
] as const;

/** The hour at which a working day begins. */
const MORNING = 8;

/** Tomorrow at 8:00 on the clock of the viewer, ms; `now` is any time of today. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING).getTime();
}

/** A time as a field for date and time has it, on the clock of the viewer: `2026-11-23T14:30`. */
export function fieldTime(t: number): string {
  const shifted = new Date(t - new Date(t).getTimezoneOffset() * MINUTE);
  return shifted.toISOString().slice(0, 16);
}

/** The time in such a field, ms; undefined if it holds none. */
export function timeInField(text: string): number | undefined {
  const t = new Date(text).getTime();
  return text === '' || Number.isNaN(t) ? undefined : t;
}
