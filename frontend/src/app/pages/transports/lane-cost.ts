import type { LaneCounts } from '@sensorium/contracts';

/** Requests, and bytes that the server received (up) and sent (down). */
export interface Cost {
  requests: number;
  up: number;
  down: number;
}

const NOTHING: Cost = { requests: 0, up: 0, down: 0 };

/**
 * What a lane has cost since the last reset, from what the server counts on its sockets. The server forgets a lane
 * that rests for a minute and then counts from zero: what it had counted is carried on here.
 */
export class LaneCost {
  #since = NaN;
  #carried = NOTHING;
  #newest = NOTHING;
  #base = NOTHING;

  take({ since, requests, received, sent }: LaneCounts): void {
    if (since !== this.#since) this.#carried = add(this.#carried, this.#newest);
    this.#since = since;
    this.#newest = { requests, up: received, down: sent };
  }

  /** What is counted from now on. */
  reset(): void {
    this.#base = add(this.#carried, this.#newest);
  }

  get cost(): Cost {
    const { requests, up, down } = add(this.#carried, this.#newest);
    return {
      requests: requests - this.#base.requests,
      up: up - this.#base.up,
      down: down - this.#base.down,
    };
  }
}

function add(a: Cost, b: Cost): Cost {
  return { requests: a.requests + b.requests, up: a.up + b.up, down: a.down + b.down };
}
