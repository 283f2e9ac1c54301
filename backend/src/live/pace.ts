import type { Pace as PaceEvent } from '@sensorium/contracts';

/** Held up for less than this, ms, nobody is behind: a frame on its way takes so long. */
const BEHIND_MS = 250;

/** At most so often a viewer is told, and over so long rates are taken, ms. */
const STRETCH_MS = 1_000;

type Report = Omit<PaceEvent, 'id'>;

/** How many updates of a subscription there were, how many were sent, and how far it is behind. Times in ms. */
export class Pace {
  private heldSince: number | undefined;
  private toldAt = -Infinity;
  private isTold = false;
  private start = -Infinity;
  private shown = 0;
  private offered = 0;
  private rates = { shown: 0, offered: 0 };

  /** An update was due and could not be sent. Returns what the viewer should be told now. */
  held(now: number): Report | undefined {
    this.roll(now);
    this.offered += 1;
    this.heldSince ??= now;
    const behindMs = Math.round(now - this.heldSince);
    if (behindMs < BEHIND_MS || now - this.toldAt < STRETCH_MS) return undefined;
    this.toldAt = now;
    this.isTold = true;
    return { ...this.current(now), behindMs };
  }

  /** An update was sent; `isAtEnd`: nothing waits after it. Returns what the viewer should be told now. */
  sent(now: number, isAtEnd: boolean): Report | undefined {
    this.roll(now);
    this.shown += 1;
    if (this.heldSince === undefined) this.offered += 1;
    this.heldSince = undefined;
    if (!isAtEnd || !this.isTold) return undefined;
    this.isTold = false;
    return { ...this.current(now), behindMs: 0 };
  }

  /** Rates of the stretch under way once it says something, else of the one before. */
  private current(now: number): { shown: number; offered: number } {
    return now - this.start < BEHIND_MS ? this.rates : this.over((now - this.start) / 1_000);
  }

  private over(seconds: number): { shown: number; offered: number } {
    return { shown: rate(this.shown, seconds), offered: rate(this.offered, seconds) };
  }

  private roll(now: number): void {
    const seconds = (now - this.start) / 1_000;
    if (seconds * 1_000 < STRETCH_MS) return;
    this.rates = this.over(seconds);
    this.start = now;
    this.shown = 0;
    this.offered = 0;
  }
}

function rate(count: number, seconds: number): number {
  return Math.round((count / seconds) * 10) / 10;
}
