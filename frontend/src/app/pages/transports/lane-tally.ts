import type { Value } from '@sensorium/contracts';
import { Ages } from './ages';
import type { LaneBatch, Update } from './lane-run';
import { forgetOldest } from './published';

/** An update that is older than this when it is shown came late, ms. */
export const LATE_MS = 100;

const NUMBER = /^\d{8}/u;

/**
 * What a lane has brought since its beginning: updates received, missed and late, and how old each was when it was
 * shown. Where the values are numbered (the lab's are) a missing number is a missed update; elsewhere those that the
 * server says are gone. Times in ms of the server's clock.
 */
export class LaneTally {
  readonly ages = new Ages();
  /** When each update was shown, by its time. */
  readonly shown = new Map<number, number>();
  received = 0;
  late = 0;
  /** Time and age of the newest update that is shown; NaN before there is one. */
  newest = NaN;
  newestAge = NaN;
  /** Missed as the server told, and before the lane stood still. */
  #told = 0;
  #before = 0;
  #first = NaN;
  #highest = NaN;
  #distinct = 0;

  get missed(): number {
    return this.#told + this.#before + this.#gaps();
  }

  /** Begins where another one was, without its counts: what it has shown is not new. */
  goOn(newest: number, shown: ReadonlyMap<number, number>): void {
    this.newest = newest;
    for (const [t, at] of shown) this.shown.set(t, at);
  }

  /** The lane stands still: numbers until it goes on are not missed. */
  stop(): void {
    this.#before += this.#gaps();
    this.#first = this.#highest = NaN;
    this.newest = this.newestAge = NaN;
  }

  /** Takes what came at `now`; what came before is not counted again. Returns the times of what is new. */
  take({ updates, begins, missed }: LaneBatch, now: number): number[] {
    if (begins) {
      for (const { t, value } of updates) this.#begin(t, value);
      return [];
    }
    if (!updates.some(({ value }) => isNumbered(value))) this.#told += missed ?? 0;
    return updates.filter((update) => this.#add(update, now)).map(({ t }) => t);
  }

  #begin(t: number, value: Value): void {
    this.#first = this.#highest = numberOf(value);
    this.#distinct = 1;
    this.newest = Math.max(t, Number.isNaN(this.newest) ? t : this.newest);
    this.shown.set(t, NaN);
  }

  #add({ t, value }: Update, now: number): boolean {
    if (this.shown.has(t)) return false;
    this.shown.set(t, now);
    forgetOldest(this.shown);
    const age = Math.max(0, now - t);
    this.received += 1;
    this.ages.add(age);
    if (age > LATE_MS) this.late += 1;
    if (!(t < this.newest)) {
      this.newest = t;
      this.newestAge = age;
    }
    this.#number(numberOf(value));
    return true;
  }

  #gaps(): number {
    return Number.isNaN(this.#highest) ? 0 : this.#highest - this.#first + 1 - this.#distinct;
  }

  #number(number: number): void {
    if (Number.isNaN(number) || number < this.#first) return;
    if (Number.isNaN(this.#first)) {
      this.#first = this.#highest = number;
      this.#distinct = 0;
    }
    this.#distinct += 1;
    this.#highest = Math.max(this.#highest, number);
  }
}

function isNumbered(value: Value): boolean {
  return !Number.isNaN(numberOf(value));
}

/** The number that a value of the lab begins with; NaN of any other value. */
function numberOf(value: Value): number {
  return typeof value === 'string' && NUMBER.test(value) ? Number(value.slice(0, 8)) : NaN;
}
