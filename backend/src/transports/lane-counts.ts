import { Injectable } from '@nestjs/common';
import { LANE_IDLE_MS, LANES_MAX, type LaneCounts as Counts } from '@sensorium/contracts';

/** What a socket has counted of its TCP payload. */
export interface Meter {
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** How far a socket had counted. */
export interface Mark {
  read: number;
  written: number;
}

export function markOf({ bytesRead, bytesWritten }: Meter): Mark {
  return { read: bytesRead, written: bytesWritten };
}

interface Lane {
  since: number;
  touched: number;
  requests: number;
  received: number;
  sent: number;
  /** Requests that have not ended: the socket of each, and how far that had counted before it. */
  readonly open: Map<object, { meter: Meter; from: Mark }>;
}

/** Bytes and requests by lane: the sum of what sockets counted from before each request of it to its end. */
@Injectable()
export class LaneCounts {
  private readonly lanes = new Map<string, Lane>();

  /**
   * A request of the lane has begun on a socket that had counted `from` before it; call the result at its end.
   * Undefined if no more lanes can be counted. Times in ms here and below.
   */
  begin(name: string, meter: Meter, from: Mark, now: number): ((now: number) => void) | undefined {
    this.forgetIdle(now);
    const lane = this.lanes.get(name) ?? this.add(name, now);
    if (!lane) return undefined;
    const request = {};
    lane.touched = now;
    lane.requests += 1;
    lane.open.set(request, { meter, from });
    return (endedAt) => {
      if (!lane.open.delete(request)) return;
      lane.touched = endedAt;
      lane.received += meter.bytesRead - from.read;
      lane.sent += meter.bytesWritten - from.written;
    };
  }

  /** The counts of a lane as they are now, those of its open requests included; undefined if it is not known. */
  read(name: string, now: number): Counts | undefined {
    const lane = this.lanes.get(name);
    if (!lane || isIdle(lane, now)) return undefined;
    const { since, requests, open } = lane;
    let { received, sent } = lane;
    for (const { meter, from } of open.values()) {
      received += meter.bytesRead - from.read;
      sent += meter.bytesWritten - from.written;
    }
    return { lane: name, since, requests, open: open.size, received, sent };
  }

  private forgetIdle(now: number): void {
    for (const [name, lane] of this.lanes) if (isIdle(lane, now)) this.lanes.delete(name);
  }

  private add(name: string, now: number): Lane | undefined {
    if (this.lanes.size >= LANES_MAX) return undefined;
    const lane = { since: now, touched: now, requests: 0, received: 0, sent: 0, open: new Map() };
    this.lanes.set(name, lane);
    return lane;
  }
}

function isIdle({ open, touched }: Lane, now: number): boolean {
  return open.size === 0 && now - touched > LANE_IDLE_MS;
}
