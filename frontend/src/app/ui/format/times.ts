import { Injectable, inject } from '@angular/core';
import { Texts } from '../texts/texts';
import { span } from './age';

/** Ages, durations and times of day in the language of the page. All times in ms of the server's clock. */
@Injectable({ providedIn: 'root' })
export class Times {
  readonly #texts = inject(Texts);

  /** How long ago `t` was: "14 s ago", after two days the date. */
  age(t: number, now: number): string {
    const { unit, n } = span(now - t);
    return unit === 'd' ? this.date(t) : this.#texts.t(`age.${unit}`, { n });
  }

  /** A span: "14 s", "4 min". */
  duration(ms: number): string {
    const { unit, n } = span(ms);
    return this.#texts.t(`duration.${unit}`, { n });
  }

  /** A short span with one decimal below ten seconds: "0.1 s". */
  lag(ms: number): string {
    if (ms >= 10_000) return this.duration(ms);
    return this.#texts.t('duration.s', { n: this.#texts.numbers().fixed(Math.max(0, ms) / 1000, 1) });
  }

  /** An interval as it is learned: "0.5 s", "5 s", "2 min". */
  interval(ms: number): string {
    const seconds = ms / 1000;
    if (seconds >= 90) return this.duration(ms + 500);
    const decimals = seconds < 0.95 ? 1 : 0;
    return this.#texts.t('duration.s', { n: this.#texts.numbers().fixed(Math.max(seconds, 0.1), decimals) });
  }

  /** Time of day, 24 h: "14:06". */
  clock(t: number): string {
    return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(t);
  }

  /** Time of day in a time zone such as `Asia/Seoul`; null if this browser does not know the zone. */
  clockIn(zone: string, t: number): string | null {
    try {
      const format = { hour: '2-digit', minute: '2-digit', timeZone: zone } as const;
      return new Intl.DateTimeFormat('en-GB', format).format(t);
    } catch {
      return null;
    }
  }

  /** Date as the language writes it: "12 Nov", "11월 12일"; with the year if it is not that of `now`. */
  date(t: number, now = t): string {
    const language = this.#texts.language() === 'en' ? 'en-GB' : this.#texts.language();
    const sameYear = new Date(t).getFullYear() === new Date(now).getFullYear();
    const year = sameYear ? {} : ({ year: 'numeric' } as const);
    return new Intl.DateTimeFormat(language, { ...year, day: 'numeric', month: 'short' }).format(t);
  }
}
