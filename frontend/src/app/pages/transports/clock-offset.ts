/** Probes that are compared. */
const MOST_PROBES = 12;

/** One question for the server's time: when it was asked and answered here, and the time that it told, ms. */
export interface Probe {
  asked: number;
  told: number;
  answered: number;
}

/**
 * The server's clock as seen from here: of the last probes the quickest one is believed, and its answer taken to have
 * been told half-way (as NTP does, RFC 5905 section 8). The error is at most half its round trip.
 */
export class ClockOffset {
  #probes: Probe[] = [];
  #best: Probe | undefined;

  add(probe: Probe): void {
    this.#probes = [...this.#probes, probe].slice(-MOST_PROBES);
    this.#best = this.#probes.reduce((best, one) => (trip(one) <= trip(best) ? one : best));
  }

  /** Server's time when the clock here shows `here`; NaN before the first probe. */
  at(here: number): number {
    return this.#best ? here + this.#best.told - (this.#best.asked + this.#best.answered) / 2 : NaN;
  }

  /** By how much it may be wrong, ms. */
  get errorMs(): number {
    return this.#best ? trip(this.#best) / 2 : NaN;
  }
}

function trip({ asked, answered }: Probe): number {
  return answered - asked;
}
