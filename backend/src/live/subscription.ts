import type { SubscribeRequest } from '@sensorium/contracts';
import { selectionKey, selects, type SelectableSeries, type Selection } from '@sensorium/domain/live';
import type { FleetView, LogPlace, SeriesSet } from '../ports/fleet-view.js';

/** One stream of a viewer: its selection, where it stands in the sequence, and when it is due. */
export class Subscription {
  /** After the last reading that the viewer was sent, or that was not for it. */
  place: LogPlace = { sequence: 0, passed: 0 };
  /** Equal for subscriptions that are sent the same readings. */
  readonly key: string;
  private series: SeriesSet | undefined;
  private sentAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly request: SubscribeRequest,
    readonly selection: Selection,
  ) {
    this.key = `${request.mode} ${selectionKey(selection)}`;
  }

  /** The selected series, looked up again after {@link forgetSeries}. */
  seriesIn(fleet: FleetView): SeriesSet {
    this.series ??= this.selection.all ? 'all' : fleet.findSeries((one) => selects(this.selection, one));
    return this.series;
  }

  /** Devices have changed: which series are selected must be looked up again. */
  forgetSeries(): void {
    this.series = undefined;
  }

  /** True if the series with this name are selected. */
  selects(series: SelectableSeries): boolean {
    return selects(this.selection, series);
  }

  /** Calls `send` now if a tick has passed since the last time, else once when it will have. */
  whenDue(now: number, send: () => void): void {
    if (this.timer !== undefined) return;
    const wait = this.sentAt + this.request.tickMs - now;
    if (wait <= 0) {
      this.sentAt = now;
      send();
      return;
    }
    this.later(wait, send);
  }

  /** Calls `send` once after `wait` ms, unless a call waits already. */
  later(wait: number, send: () => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.sentAt = performance.now();
      send();
    }, wait);
  }

  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
