import type { Today } from '@sensorium/contracts';

/** The day with one more number, measured at `t` (ms of the server's clock); the same if that changes nothing. */
export function withNumber(day: Today | null, t: number, value: number): Today | null {
  if (!day || !(t >= day.begins && t < day.ends)) return day;
  if (value >= day.min && value <= day.max && t >= day.since) return day;
  return union(day, { min: value, max: value, since: t });
}

/** The day as the server tells it, with what the page has seen of the same day besides. */
export function toldDay(told: Today | null, seen: Today | null): Today | null {
  if (told === null || seen === null) return told;
  const same = told.begins === seen.begins && told.ends === seen.ends;
  return same ? union(told, seen) : told;
}

/** The day if `now` (ms of the server's clock) lies in it; else null, for it is not today's any more. */
export function dayAt(day: Today | null, now: number): Today | null {
  return day && now >= day.begins && now < day.ends ? day : null;
}

function union(day: Today, { min, max, since }: Pick<Today, 'min' | 'max' | 'since'>): Today {
  return {
    ...day,
    min: Math.min(day.min, min),
    max: Math.max(day.max, max),
    since: Math.min(day.since, since),
  };
}
