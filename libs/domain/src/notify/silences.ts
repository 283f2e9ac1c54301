import type { Alert, AlertMatchers, SilenceBody } from '@sensorium/contracts';
import { Cron } from 'croner';
import { matchesAlert } from './matchers.js';

/** A silence with its times as ms. `from`, `to`: its only time, its first one (weekly), or when its cron holds. */
export interface SilenceTimes {
  matchers: AlertMatchers;
  from: number;
  to: number;
  repeat: SilenceBody['repeat'];
  zone: string | null;
}

/** One time of a silence, ms; `to` is no longer part of it. */
export interface SilenceWindow {
  from: number;
  to: number;
}

/** A silence made ready for looking at many alerts. */
export interface ReadySilence {
  id: string;
  matchers: AlertMatchers;
  /** The time that is going on at `now`; undefined between them. `zone`: where it has none of its own. */
  windowAt(now: number, zone: string): SilenceWindow | undefined;
  /** The first time that begins after `now`. */
  nextAfter(now: number, zone: string): SilenceWindow | undefined;
}

const DAY_MS = 86_400_000;

/** Days in which a weekly silence comes again at the latest, and one for a day that has no such time. */
const WEEK_DAYS = 8;

/** Longest time of a weekly silence; a longer one would never end. */
export const WEEKLY_MAX_MS = 7 * DAY_MS;

export function readySilence(id: string, times: SilenceTimes): ReadySilence {
  const starts = startsOf(times);
  const length = times.repeat?.type === 'cron' ? times.repeat.forMs : times.to - times.from;
  const asWindow = (from: number | undefined): SilenceWindow | undefined =>
    from === undefined ? undefined : { from, to: from + length };
  return {
    id,
    matchers: times.matchers,
    windowAt(now, zone) {
      const window = asWindow(starts.lastAt(now, times.zone ?? zone));
      return window && now < window.to ? window : undefined;
    },
    nextAfter: (now, zone) => asWindow(starts.firstAfter(now, times.zone ?? zone)),
  };
}

/** The silence that keeps an alert quiet at `now`: of several the one that ends last. */
export function silenceOf(
  alert: Alert,
  silences: readonly ReadySilence[],
  zone: string,
  now: number,
): { id: string; until: number } | undefined {
  return silences
    .filter(({ matchers }) => matchesAlert(matchers, alert))
    .flatMap((silence) => {
      const window = silence.windowAt(now, zone);
      return window ? [{ id: silence.id, until: window.to }] : [];
    })
    .sort((a, b) => b.until - a.until)[0];
}

/** The time that goes on at `now` and those after it, at most `count`. */
export function timesOf(silence: ReadySilence, zone: string, now: number, count: number): SilenceWindow[] {
  const current = silence.windowAt(now, zone);
  const times = current ? [current] : [];
  let next = silence.nextAfter(now, zone);
  while (next && times.length < count) {
    times.push(next);
    next = silence.nextAfter(next.from, zone);
  }
  return times;
}

/** Why times cannot work; undefined if they can. */
export function silenceFault({ from, to, repeat, zone }: Omit<SilenceTimes, 'matchers'>): string | undefined {
  if (to <= from) return 'to must be after from';
  if (zone !== null && !isZone(zone)) return `zone ${zone} is not known: use one such as Europe/Berlin`;
  if (repeat?.type === 'weekly' && to - from > WEEKLY_MAX_MS) return 'a weekly silence lasts a week at most';
  if (repeat?.type === 'cron') return cronFault(repeat.cron);
  return undefined;
}

function cronFault(cron: string): string | undefined {
  try {
    new Cron(cron, { mode: '5-part', paused: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** When a silence begins, ms. */
interface Starts {
  /** The newest at or before `now`. */
  lastAt(now: number, zone: string): number | undefined;
  firstAfter(now: number, zone: string): number | undefined;
}

function startsOf({ from, to, repeat }: SilenceTimes): Starts {
  if (repeat === null) {
    return {
      lastAt: (now) => (from <= now ? from : undefined),
      firstAfter: (now) => (from > now ? from : undefined),
    };
  }
  return repeat.type === 'cron'
    ? cronStarts(repeat.cron, from, to)
    : weeklyStarts(from, new Set(repeat.days));
}

function cronStarts(pattern: string, from: number, to: number): Starts {
  const crons = new Map<string, Cron>();
  const cronIn = (zone: string) => {
    const known = crons.get(zone);
    if (known) return known;
    const cron = new Cron(pattern, { mode: '5-part', paused: true, timezone: zone });
    crons.set(zone, cron);
    return cron;
  };
  const within = (time: number | undefined) =>
    time !== undefined && time >= from && time < to ? time : undefined;
  return {
    // The newest run is strictly before what it is asked for, in whole seconds.
    lastAt: (now, zone) =>
      within(
        cronIn(zone)
          .previousRuns(1, new Date(Math.min(now + 1_000, to)))[0]
          ?.getTime(),
      ),
    firstAfter: (now, zone) =>
      within(
        cronIn(zone)
          .nextRun(new Date(Math.max(now, from - 1_000)))
          ?.getTime(),
      ),
  };
}

/** On each of `days` at the time of day of `first`, from `first` on. */
function weeklyStarts(first: number, days: ReadonlySet<number>): Starts {
  const startOn = (day: Temporal.ZonedDateTime): number | undefined => {
    if (!days.has(day.dayOfWeek % 7)) return undefined;
    const time = zoned(first, day.timeZoneId).toPlainTime();
    const start = day.toPlainDate().toZonedDateTime({ timeZone: day.timeZoneId, plainTime: time });
    return start.epochMilliseconds >= first ? start.epochMilliseconds : undefined;
  };
  const search = (now: number, zone: string, step: 1 | -1, wanted: (start: number) => boolean) => {
    const day = zoned(now, zone);
    for (let days = 0; days <= WEEK_DAYS; days++) {
      const start = startOn(day.add({ days: days * step }));
      if (start !== undefined && wanted(start)) return start;
    }
    return undefined;
  };
  return {
    lastAt: (now, zone) => search(now, zone, -1, (start) => start <= now),
    firstAfter: (now, zone) => search(Math.max(now, first - 1), zone, 1, (start) => start > now),
  };
}

function zoned(ms: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(zone);
}
