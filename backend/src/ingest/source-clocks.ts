import {
  newConnectedClock,
  readClock,
  startClock,
  stopClock,
  type ConnectedClock,
} from '@sensorium/domain/presence';

/** Source of what comes by the HTTP route; it is never disconnected. */
export const HTTP_SOURCE = 'http';

/** A connected clock for each source. Times in µs. */
export class SourceClocks {
  private readonly clocks = new Map<string, ConnectedClock>();

  start(source: string, now: number): void {
    startClock(this.clockOf(source), now);
  }

  stop(source: string, now: number): void {
    stopClock(this.clockOf(source), now);
  }

  isRunning(source: string): boolean {
    return this.clockOf(source).since !== undefined;
  }

  /** Connected time of a source up to `now`. */
  read(source: string, now: number): number {
    return readClock(this.clockOf(source), now);
  }

  private clockOf(source: string): ConnectedClock {
    const clock = this.clocks.get(source) ?? newConnectedClock();
    this.clocks.set(source, clock);
    return clock;
  }
}
