import type { TimeWords } from '../../ui/range/time-words';
import { viewOf, type TimeRange } from '../../ui/range/time-range';
import type { Zone } from '../../ui/range/zones';

/** Days and weeks that are offered by name. */
export type CalendarName = 'today' | 'yesterday' | 'week';
export const CALENDAR: readonly CalendarName[] = ['today', 'yesterday', 'week'];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** The range with this name, cut by the clocks of `zone`. */
export function calendarRange(name: CalendarName, zone: Zone, now: number): TimeRange {
  if (name === 'today') return { kind: 'since', from: zone.dayStart(now) };
  if (name === 'week') return { kind: 'since', from: zone.weekStart(now) };
  return { kind: 'fixed', from: zone.dayStart(now, -1), to: zone.dayStart(now) };
}

/** A length of time in one unit: `min` with 15. Lengths between two units are rounded. */
export function lengthOf(ms: number): { unit: 's' | 'min' | 'h' | 'd' | 'y'; n: number } {
  if (ms < 2 * MINUTE && ms % MINUTE !== 0) return { unit: 's', n: Math.round(ms / SECOND) };
  if (ms < 2 * HOUR && ms % HOUR !== 0) return { unit: 'min', n: Math.round(ms / MINUTE) };
  if (ms <= 2 * DAY && (ms % DAY !== 0 || ms === DAY)) return { unit: 'h', n: Math.round(ms / HOUR) };
  if (ms % YEAR === 0) return { unit: 'y', n: ms / YEAR };
  return { unit: 'd', n: Math.round(ms / DAY) };
}

/** What a range is called: a text and what is filled in; its bounds where it has no name. */
export type RangeName =
  | { key: 'range.today' | 'range.yesterday' | 'range.week'; name: CalendarName }
  | { key: 'range.last'; ms: number }
  | { key: 'range.since'; from: string }
  | { key: 'range.stretch'; from: string; to: string };

const NAMES = { today: 'range.today', yesterday: 'range.yesterday', week: 'range.week' } as const;

/** Names a range at `now`, in the words of its zone. */
export function rangeName(range: TimeRange, words: TimeWords, now: number): RangeName {
  const found = CALENDAR.find((name) => {
    const other = calendarRange(name, words.zone, now);
    if (range.kind !== other.kind || range.kind === 'last' || other.kind === 'last') return false;
    return range.from === other.from && viewOf(range, now).to === viewOf(other, now).to;
  });
  if (found) return { key: NAMES[found], name: found };
  if (range.kind === 'last') return { key: 'range.last', ms: range.ms };
  if (range.kind === 'since') return { key: 'range.since', from: words.when(range.from, now) };
  const [from, to] = words.stretch(range, now);
  return { key: 'range.stretch', from, to };
}

/** A moment as a field for date and time writes it, by the clocks of `zone`: `2026-11-23T14:06:20`. */
export function fieldText(t: number, zone: Zone): string {
  return new Date(Math.floor(zone.wall(t) / SECOND) * SECOND).toISOString().slice(0, 19);
}

/** The moment that such a field says; NaN if it says none. */
export function fieldTime(text: string, zone: Zone): number {
  const wall = Date.parse(`${text}${text.length === 16 ? ':00' : ''}Z`);
  return Number.isNaN(wall) ? NaN : zone.instant(wall);
}
