import type { FramePart } from '@sensorium/contracts';
import type { FleetView, LogPlace, SeriesSet } from '../ports/fleet-view.js';
import { Frame, sliceColumns } from './frame.js';
import type { Subscription } from './subscription.js';

/** Readings in one frame. */
const ROWS = 10_000;

/** Recent readings of each series for a subscription that names its series. */
const RECENT_POINTS = 1_000;

/** Recent readings of each series, and of all together, for one of the whole fleet: sparklines, not charts. */
const FLEET_POINTS = 60;
const FLEET_ROWS = 200_000;

/** Makes the frames of subscriptions. Those that stand at the same place with the same selection share one. */
export class Frames {
  private readonly shared = new Map<string, Frame>();

  constructor(private readonly fleet: FleetView) {}

  /** A step came: what was shared before it is past. */
  forget(): void {
    this.shared.clear();
  }

  /** What is new for a subscription since it was sent last. */
  next(subscription: Subscription): Frame {
    const key = `${subscription.place.sequence} ${subscription.key}`;
    const known = this.shared.get(key);
    if (known) return known;
    const frame = this.make(subscription);
    this.shared.set(key, frame);
    return frame;
  }

  /** What a new subscription begins with: recent readings if it wants them, then the latest values. */
  first(subscription: Subscription): { part: FramePart; frame: Frame }[] {
    const series = subscription.seriesIn(this.fleet);
    const place = this.fleet.placeOf(series);
    const latest = new Frame(this.fleet, this.fleet.latestSince(series, 0), place);
    const snapshot = { part: 'snapshot' as const, frame: latest };
    return subscription.request.recent ? [snapshot, ...this.recent(series, place)] : [snapshot];
  }

  private make(subscription: Subscription): Frame {
    const series = subscription.seriesIn(this.fleet);
    if (subscription.request.mode === 'latest') {
      const columns = this.fleet.latestSince(series, subscription.place.sequence);
      return new Frame(this.fleet, columns, { sequence: this.fleet.sequence, passed: 0 });
    }
    const { columns, missed, ...place } = this.fleet.everySince(series, subscription.place, ROWS);
    return new Frame(this.fleet, columns, place, missed);
  }

  private recent(series: SeriesSet, place: LogPlace): { part: FramePart; frame: Frame }[] {
    const columns = this.fleet.recent(series, this.pointsOf(series));
    const frames: { part: FramePart; frame: Frame }[] = [];
    for (let from = 0; from < columns.count; from += ROWS) {
      const part = sliceColumns(columns, from, from + ROWS);
      frames.push({ part: 'recent', frame: new Frame(this.fleet, part, place) });
    }
    return frames;
  }

  private pointsOf(series: SeriesSet): number {
    if (series !== 'all') return RECENT_POINTS;
    const each = Math.floor(FLEET_ROWS / Math.max(1, this.fleet.seriesCount()));
    return Math.min(FLEET_POINTS, Math.max(1, each));
  }
}
