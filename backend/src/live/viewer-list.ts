import { Injectable } from '@nestjs/common';
import type { System } from '@sensorium/contracts';
import type { Viewers } from '../ports/viewers.js';

/** Rates are taken over at least so long, ms. */
const STRETCH_MS = 1_000;

/** A viewer as the list shows it, whatever its transport. */
export interface Watched {
  readonly id: string;
  /** When it came, ms. */
  readonly since: number;
  /** `websocket` or `polling` (Socket.IO's own), `stream`, `long-poll`. */
  readonly transport: string;
  readonly subscriptionCount: number;
  /** Frames sent, and times that it was passed over, since it came. */
  readonly sent: number;
  readonly skipped: number;
  /** Frames sent and not acknowledged yet. */
  readonly underWay: number;
  /** Bytes that wait in this process to be written to it. */
  readonly waitingBytes: number;
}

interface Mark {
  at: number;
  sent: number;
  skipped: number;
  framesPerSecond: number;
  skippedPerSecond: number;
}

/** The viewers of all transports, with how many frames each is sent and passed over a second. */
@Injectable()
export class ViewerList implements Viewers {
  private readonly present = new Set<Watched>();
  private readonly marks = new WeakMap<Watched, Mark>();

  get viewerCount(): number {
    return this.present.size;
  }

  viewers(): System['viewers'] {
    const now = performance.now();
    return Array.from(this.present, (viewer) => this.describe(viewer, now));
  }

  add(viewer: Watched): void {
    this.present.add(viewer);
  }

  remove(viewer: Watched): void {
    this.present.delete(viewer);
  }

  private describe(viewer: Watched, now: number): System['viewers'][number] {
    const { id, since, transport, underWay, waitingBytes, subscriptionCount } = viewer;
    const { framesPerSecond, skippedPerSecond } = this.markOf(viewer, now);
    const state = { id, since, transport, underWay, waitingBytes };
    return { ...state, subscriptions: subscriptionCount, framesPerSecond, skippedPerSecond };
  }

  private markOf(viewer: Watched, now: number): Mark {
    const { sent, skipped } = viewer;
    const before = this.marks.get(viewer);
    if (before && now - before.at < STRETCH_MS) return before;
    const seconds = before ? (now - before.at) / 1_000 : Infinity;
    const framesPerSecond = round((sent - (before?.sent ?? 0)) / seconds);
    const skippedPerSecond = round((skipped - (before?.skipped ?? 0)) / seconds);
    const mark = { at: now, sent, skipped, framesPerSecond, skippedPerSecond };
    this.marks.set(viewer, mark);
    return mark;
  }
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10;
}
