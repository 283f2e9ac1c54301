import { SortedPoints } from './sorted-points';

/** Live points that are kept of one series beside what the history has answered. */
const MOST_LIVE = 8192;
/** Points that one series may hold in all: an answer for a wide picture and all live ones. */
const MOST_POINTS = 65_536;

/** Stretch of time, ms of the server's clock. */
interface Stretch {
  from: number;
  to: number;
}

/** What the history answered for one series, its values as numbers. Times in ms of the server's clock, rising. */
export interface Past extends Stretch {
  t: ArrayLike<number>;
  v: ArrayLike<number>;
  /** Nearest point on either side. */
  before: readonly [t: number, v: number] | null;
  after: readonly [t: number, v: number] | null;
  gaps: readonly (readonly [from: number, to: number])[];
  /** Every stored sample is there. */
  exact: boolean;
}

/** What is known of silence: where points are not all samples, gaps cannot be told from their distance. */
export interface Known extends Stretch {
  gaps: readonly Stretch[];
  exact: boolean;
  /** After this nothing is known; Infinity where live points go on. */
  until: number;
}

/**
 * One series, history and live in one: strictly rising in time, each time once, a live point before a stored one
 * of the same time. Live points count as soon as nothing unknown lies between them and the answer. Bounded: the
 * oldest points go first.
 */
export class JoinedSeries {
  readonly #live: SortedPoints;
  readonly #all: SortedPoints;
  #past: Past | null = null;
  #known: Known | null = null;
  #joined = true;
  #fresh = 0;

  constructor(mostLive = MOST_LIVE, mostPoints = MOST_POINTS) {
    this.#live = new SortedPoints(mostLive);
    this.#all = new SortedPoints(mostPoints);
  }

  get length(): number {
    return this.#all.length;
  }

  time(index: number): number {
    return this.#all.time(index);
  }

  value(index: number): number {
    return this.#all.value(index);
  }

  /** What the history has told of silence; null before its first answer. */
  get known(): Known | null {
    return this.#known;
  }

  /** Live points since the last answer: with many of them it is time for a new one. */
  get fresh(): number {
    return this.#fresh;
  }

  /** Adds a live point, in whatever order they come. */
  add(t: number, v: number): void {
    this.#live.add(t, v);
    if (!this.#joined) return;
    this.#all.add(t, v);
    this.#fresh++;
  }

  /**
   * Puts an answer of the history under the live points. `lively`: the range went on to the present when it was
   * asked for, so that nothing is missing between its end and the live points.
   */
  take(past: Past, lively: boolean): void {
    this.#past = past;
    this.#joined = lively || past.to >= this.#live.time(0);
    this.#known = {
      from: past.from,
      to: past.to,
      gaps: past.gaps.map(([from, to]) => ({ from, to })),
      exact: past.exact,
      until: this.#joined ? Infinity : past.to,
    };
    this.#fresh = 0;
    this.#merge(past);
  }

  /** Forgets the history, so that only what came live is left. */
  forgetPast(): void {
    this.#past = null;
    this.#known = null;
    this.#joined = true;
    this.#merge(null);
  }

  /** The last answer, as it came. */
  get past(): Past | null {
    return this.#past;
  }

  #merge(past: Past | null): void {
    const all = this.#all;
    all.clear();
    if (past?.before) all.add(...past.before);
    for (let i = 0; i < (past?.t.length ?? 0); i++) all.add(past?.t[i] ?? NaN, past?.v[i] ?? NaN);
    if (past?.after) all.add(...past.after);
    if (!this.#joined) return;
    const live = this.#live;
    for (let i = live.firstFrom(past?.from ?? -Infinity); i < live.length; i++)
      all.add(live.time(i), live.value(i));
  }
}
