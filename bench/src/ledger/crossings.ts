/**
 * `at-once`: the rule fires with the first reading beyond; `held`: after `HELD_MS`, and stretches that are shorter
 * must not fire; `receipt`: as `at-once`, with messages that have no time of their own.
 */
export const SCRIPT_KINDS = ['at-once', 'held', 'receipt'] as const;
export type ScriptKind = (typeof SCRIPT_KINDS)[number];

/** `forMs` of the rules of `held`. */
export const HELD_MS = 3_000;

/** Between two readings of a device. */
export const PERIOD_MS = 250;

/** A stretch of readings beyond the limit, ms since the epoch: of its first one, and of the first one after it. */
export interface Crossing {
  /** Value of all its readings, and of no others: 1 and up. */
  number: number;
  kind: ScriptKind;
  device: string;
  from: number;
  /** Infinity while it goes on. */
  to: number;
}

export interface ScriptedReading {
  kind: ScriptKind;
  device: string;
  /** ms since the epoch. */
  t: number;
  /** Number of the crossing; 0 outside of one. */
  value: number;
}

/** Least and most, ms. */
type Span = readonly [number, number];

const PAUSE: Span = [3_000, 20_000];
const SHORT: Span = [500, HELD_MS - 1_000];
const LONG: Span = [HELD_MS + 1_500, HELD_MS + 5_000];
const ANY: Span = [PERIOD_MS, 4_000];

/** From five firings within an hour on an alert counts as flapping and clears ever later: a device stops before. */
const PER_DEVICE = 4;

/** True for a crossing that people must be told of. */
export function mustFire({ kind, from, to }: Crossing): boolean {
  return kind !== 'held' || to - from > HELD_MS;
}

/** Glob of the devices that come after each other at one place of a script. */
export function devicesAt(kind: ScriptKind, place: number): string {
  return `${prefixOf(kind, place)}-*`;
}

function prefixOf(kind: ScriptKind, place: number): string {
  return `script-${kind}-${String(place).padStart(2, '0')}`;
}

/** One device, and the next one after it has crossed often enough. */
interface Place {
  kind: ScriptKind;
  prefix: string;
  generation: number;
  crossed: number;
  crossing: Crossing | null;
  until: number;
}

/** Devices whose values cross a limit again and again; the same for the same random numbers. */
export class CrossingScript {
  readonly crossings: Crossing[] = [];
  readonly #places: Place[];
  readonly #random: () => number;
  #isEnding = false;

  /** `perKind`: devices of each kind at a time. `from`: ms since the epoch. */
  constructor(perKind: number, random: () => number, from: number) {
    this.#random = random;
    this.#places = SCRIPT_KINDS.flatMap((kind) =>
      Array.from({ length: perKind }, (_, place) => ({
        ...{ kind, prefix: prefixOf(kind, place), generation: 0, crossed: 0, crossing: null },
        until: from + this.#within(PAUSE),
      })),
    );
  }

  /** No crossing begins any more. */
  end(): void {
    this.#isEnding = true;
  }

  get isQuiet(): boolean {
    return this.#places.every(({ crossing }) => crossing === null);
  }

  /** The readings of time `t`, one of each place; `t` grows by PERIOD_MS. */
  readings(t: number): ScriptedReading[] {
    return this.#places.map((place) => {
      if (t >= place.until) this.#turn(place, t);
      const { kind, crossing } = place;
      return { kind, device: deviceOf(place), t, value: crossing?.number ?? 0 };
    });
  }

  #turn(place: Place, t: number): void {
    if (place.crossing) {
      place.crossing.to = t;
      place.crossing = null;
      place.until = t + this.#within(PAUSE);
    } else if (!this.#isEnding) this.#begin(place, t);
  }

  #begin(place: Place, t: number): void {
    if (place.crossed === PER_DEVICE) {
      Object.assign(place, { generation: place.generation + 1, crossed: 0, until: t + this.#within(PAUSE) });
      return;
    }
    const { kind } = place;
    const number = this.crossings.length + 1;
    place.crossing = { number, kind, device: deviceOf(place), from: t, to: Infinity };
    place.crossed += 1;
    place.until = t + this.#within(kind === 'held' ? (this.#random() < 0.5 ? SHORT : LONG) : ANY);
    this.crossings.push(place.crossing);
  }

  #within([least, most]: Span): number {
    return least + this.#random() * (most - least);
  }
}

function deviceOf({ prefix, generation }: Place): string {
  return `${prefix}-${generation}`;
}
