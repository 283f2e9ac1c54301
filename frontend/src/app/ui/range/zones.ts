/** All changes of clocks fall on a quarter of an hour. */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const MOST_KEPT = 20_000;

/** The viewer's own time zone. */
export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** True for a zone that this browser knows. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The calendar of one time zone, summer time included. Instants are ms since the epoch. */
export class Zone {
  readonly #offsets = new Map<number, number>();
  readonly #format: Intl.DateTimeFormat;

  /** Throws a RangeError for a zone that this browser does not know. */
  constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** What the clocks of the zone show at `t`, as if it were UTC. */
  wall(t: number): number {
    return t + this.#offset(t);
  }

  /** When the clocks show `wall`: the first time of two, and of a time left out as much later as was left out. */
  instant(wall: number): number {
    const before = wall - this.#offset(wall - DAY_MS);
    const after = wall - this.#offset(wall + DAY_MS);
    const fitting = [before, after].filter((t) => this.wall(t) === wall);
    return fitting.length > 0 ? Math.min(...fitting) : before;
  }

  /** First instant of the day of `t`, or of the day `days` later. */
  dayStart(t: number, days = 0): number {
    const day = Math.floor(this.wall(t) / DAY_MS) * DAY_MS;
    return this.instant(day + days * DAY_MS);
  }

  /** First instant of the week of `t`; weeks begin on Monday. */
  weekStart(t: number): number {
    const weekday = new Date(this.wall(t)).getUTCDay();
    return this.dayStart(t, -((weekday + 6) % 7));
  }

  /** First instant of the month of `t`, or of the month `months` later. */
  monthStart(t: number, months = 0): number {
    const date = new Date(this.wall(t));
    return this.instant(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  }

  #offset(t: number): number {
    if (!Number.isFinite(t)) return 0;
    const quarter = Math.floor(t / QUARTER_MS);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = this.#read(quarter * QUARTER_MS);
    if (this.#offsets.size > MOST_KEPT) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }

  #read(t: number): number {
    const parts = new Map(this.#format.formatToParts(t).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
    const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
    return (
      Date.UTC(year, part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) -
      Math.floor(t / 1000) * 1000
    );
  }
}

const zones = new Map<string, Zone>();

/** The calendar of a zone, always the same one; the viewer's own for a zone that this browser does not know. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const zone = new Zone(isZone(name) ? name : viewerZone());
  zones.set(name, zone);
  return zone;
}
