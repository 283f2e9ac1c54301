import type { Stretch } from './time-range';
import { zoneOf, type Zone } from './zones';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;
const MONTH = 28 * DAY;
const YEAR = 360 * DAY;

/** Times as the page writes them, in one zone and one language. `t`: ms since the epoch. */
export class TimeWords {
  readonly zone: Zone;
  readonly #clock: Intl.DateTimeFormat;
  readonly #fine: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;
  readonly #year: Intl.DateTimeFormat;

  constructor(zone: string, language: string) {
    this.zone = zoneOf(zone);
    const timeZone = this.zone.name;
    const locale = language === 'en' ? 'en-GB' : language;
    const clock = { timeZone, hour: '2-digit', minute: '2-digit' } as const;
    this.#clock = new Intl.DateTimeFormat('en-GB', clock);
    this.#fine = new Intl.DateTimeFormat('en-GB', { ...clock, second: '2-digit' });
    this.#date = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
    this.#month = new Intl.DateTimeFormat(locale, { timeZone, month: 'short' });
    this.#year = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric' });
  }

  /** Time of day, 24 h: "14:06". */
  clock(t: number): string {
    return this.#clock.format(t);
  }

  /** Time of day with its seconds: "14:06:20". */
  fine(t: number): string {
    return this.#fine.format(t);
  }

  /** "23 Nov", with the year if it is not that of `now`. */
  date(t: number, now = t): string {
    const date = this.#date.format(t);
    return this.#year.format(t) === this.#year.format(now) ? date : `${date} ${this.#year.format(t)}`;
  }

  /** One moment as precisely as a view of `span` ms needs it: "14:06:20", "23 Nov 14:06", "23 Nov 2025 14:00". */
  moment(t: number, span: number): string {
    if (span < DAY) return this.fine(t);
    const date = span < YEAR / 2 ? this.#date.format(t) : `${this.#date.format(t)} ${this.#year.format(t)}`;
    return `${date} ${this.clock(t)}`;
  }

  /** A mark of an axis with this step: the time, the date where a day begins, the year where one begins. */
  mark(t: number, step: number): string {
    if (step >= YEAR) return this.#year.format(t);
    const wall = new Date(this.zone.wall(t));
    const midnight = wall.getTime() % DAY === 0;
    const first = midnight && wall.getUTCDate() === 1;
    if (first && wall.getUTCMonth() === 0) return this.#year.format(t);
    if (step >= MONTH) return this.#month.format(t);
    if (midnight) return this.#date.format(t);
    return step < MINUTE ? this.#tick(t, step) : this.clock(t);
  }

  /** A stretch: "23 Nov 14:02 to 14:09"; times of day alone within the day of `now`. */
  stretch({ from, to }: Stretch, now: number): readonly [from: string, to: string] {
    const write = (t: number): string => (this.clock(from) === this.clock(to) ? this.fine(t) : this.clock(t));
    const sameDay = this.#dayOf(from) === this.#dayOf(to);
    const today = sameDay && this.#dayOf(to) === this.#dayOf(now);
    const whole = [from, to].every((t) => this.zone.wall(t) % DAY === 0);
    if (whole) return [this.date(from, now), this.date(to - 1, now)];
    const start = today ? write(from) : `${this.date(from, now)} ${write(from)}`;
    return [start, sameDay ? write(to) : `${this.date(to, now)} ${write(to)}`];
  }

  /** One moment: "14:02", on other days than that of `now` with the date. */
  when(t: number, now: number): string {
    return this.#dayOf(t) === this.#dayOf(now) ? this.clock(t) : `${this.date(t, now)} ${this.clock(t)}`;
  }

  #tick(t: number, step: number): string {
    if (step >= SECOND) return this.fine(t);
    return `${this.fine(t)}.${Math.floor((t % SECOND) / 100)}`;
  }

  #dayOf(t: number): number {
    return Math.floor(this.zone.wall(t) / DAY);
  }
}

const known = new Map<string, TimeWords>();

/** The words of one zone and language, always the same ones. */
export function timeWords(zone: string, language: string): TimeWords {
  const key = `${language} ${zone}`;
  let words = known.get(key);
  if (!words) known.set(key, (words = new TimeWords(zone, language)));
  return words;
}
