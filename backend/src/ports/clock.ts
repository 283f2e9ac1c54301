/** Further than this from the system's clock, our own is set to it again, µs: it was set, or the machine slept. */
const DRIFT_MAX = 50_000;

/**
 * Our own time in µs since the epoch: the system's clock with the resolution of the monotonic one. Between
 * settings of the system's clock it never goes back.
 */
export class Clock {
  private offset = systemTime() - monotonic();
  private last = 0;

  now(): number {
    const now = monotonic() + this.offset;
    const drift = systemTime() - now;
    if (Math.abs(drift) > DRIFT_MAX) {
      this.offset += drift;
      this.last = now + drift;
    } else {
      this.last = Math.max(this.last, now);
    }
    return Math.round(this.last);
  }
}

function systemTime(): number {
  return Date.now() * 1_000;
}

function monotonic(): number {
  return performance.now() * 1_000;
}
