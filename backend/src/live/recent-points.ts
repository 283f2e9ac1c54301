import type { Columns } from '@sensorium/contracts';
import type { FleetView, SeriesSet } from '../ports/fleet-view.js';

/** Recent readings of each series for a subscription that names its series. */
const NAMED_POINTS = 1_000;

/** Recent readings of each series, and of all together, for one of the whole fleet: sparklines, not charts. */
const FLEET_POINTS = 60;
const FLEET_ROWS = 200_000;

/** The readings of the last minutes with which charts begin. */
export class RecentPoints {
  constructor(private readonly fleet: FleetView) {}

  read(series: SeriesSet): Columns {
    return this.fleet.recent(series, this.pointsOf(series));
  }

  private pointsOf(series: SeriesSet): number {
    if (series !== 'all') return NAMED_POINTS;
    const each = Math.floor(FLEET_ROWS / Math.max(1, this.fleet.seriesCount()));
    return Math.min(FLEET_POINTS, Math.max(1, each));
  }
}
