import type { System } from '@sensorium/contracts';
import type { Viewer } from './viewer.js';

/** Rates are taken over at least so long, ms. */
const STRETCH_MS = 1_000;

interface Mark {
  at: number;
  sent: number;
  skipped: number;
  framesPerSecond: number;
  skippedPerSecond: number;
}

/** How many frames each viewer is sent and passed over a second. */
export class ViewerRates {
  private readonly marks = new WeakMap<Viewer, Mark>();

  /** `now` in ms of a clock that never goes back. */
  describe(viewer: Viewer, now: number): System['viewers'][number] {
    const { framesPerSecond, skippedPerSecond } = this.markOf(viewer, now);
    return {
      id: viewer.socket.id,
      since: viewer.since,
      transport: viewer.socket.transport(),
      subscriptions: viewer.subscriptions.size,
      framesPerSecond,
      skippedPerSecond,
      underWay: viewer.underWay,
      waitingBytes: viewer.socket.backlog().bytes,
    };
  }

  private markOf(viewer: Viewer, now: number): Mark {
    const { sent, skipped } = viewer;
    const before = this.marks.get(viewer);
    if (before && now - before.at < STRETCH_MS) return before;
    const seconds = before ? (now - before.at) / 1_000 : Infinity;
    const mark = {
      at: now,
      sent,
      skipped,
      framesPerSecond: round((sent - (before?.sent ?? 0)) / seconds),
      skippedPerSecond: round((skipped - (before?.skipped ?? 0)) / seconds),
    };
    this.marks.set(viewer, mark);
    return mark;
  }
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10;
}
