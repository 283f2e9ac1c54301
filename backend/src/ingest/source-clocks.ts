import {
  newConnectedClock,
  readClock,
  startClock,
  stopClock,
  type ConnectedClock,
} from '@sensorium/domain/presence';

/** Source of what comes by the HTTP route; it is never disconnected. */
export const HTTP_SOURCE = 'http';

/**
 * Two reads of the clocks further apart than this mean that nobody could hear anything between them: the machine
 * slept, the thread stood, or the system's clock was set. Presence reads them each half second. µs.
 */
const PAUSE_MIN = 5_000_000;

/**
 * A connected clock for each source. Times in µs; `now` may jump, connected time does not: what the jump leaps
 * over was heard by nobody.
 */
export class SourceClocks {
  private heard = 0;
  private readAt = -Infinity;
  private readonly clocks = new Map<string, ConnectedClock>();

  start(source: string, now: number): void {
    startClock(this.clockOf(source), this.steady(now));
  }

  stop(source: string, now: number): void {
    stopClock(this.clockOf(source), this.steady(now));
  }

  isRunning(source: string): boolean {
    return this.clockOf(source).since !== undefined;
  }

  /** Connected time of a source up to `now`. */
  read(source: string, now: number): number {
    return readClock(this.clockOf(source), this.steady(now));
  }

  /** Time up to `now` without its jumps; `now` may lie a little before the last one. */
  private steady(now: number): number {
    const passed = now - this.readAt;
    if (Math.abs(passed) < PAUSE_MIN) {
      if (passed < 0) return this.heard + passed;
      this.heard += passed;
    }
    this.readAt = now;
    return this.heard;
  }

  private clockOf(source: string): ConnectedClock {
    const clock = this.clocks.get(source) ?? newConnectedClock();
    this.clocks.set(source, clock);
    return clock;
  }
}
