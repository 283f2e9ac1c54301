import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Alert, PageNotice } from '@sensorium/contracts';
import { formatCursor } from '@sensorium/domain/live';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { ALERT_VIEW, type AlertView } from '../ports/alert-view.js';
import { Clock } from '../ports/clock.js';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { PAGE_NOTICES, type PageNotices } from '../ports/page-notices.js';
import type { Viewer } from './viewer.js';

/** Alerts in one event of a beginning: about 200 kB. */
const ALERTS_PER_EVENT = 200;

/**
 * Tells viewers of the fleet of alerts, and of the notices that are for the page. Alerts are a log: each change goes
 * to everybody at once; who does not take it is cut, and resumes at his cursor.
 */
@Injectable()
export class AlertFeed implements OnModuleDestroy {
  private readonly watching = new Set<Viewer>();
  private readonly clock = new Clock();
  private readonly stops: (() => void)[];

  constructor(
    @Inject(ALERT_VIEW) private readonly alerts: AlertView,
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(PAGE_NOTICES) notices: PageNotices,
  ) {
    this.stops = [
      alerts.subscribe((news) => this.tell(news.alerts)),
      notices.subscribe((notice) => this.tellNotice(notice)),
    ];
  }

  onModuleDestroy(): void {
    for (const stop of this.stops) stop();
  }

  /**
   * What is open, or what came after `cursor`. All but the last event of a long beginning name the cursor of who
   * knows nothing: a viewer that is cut among them begins anew.
   */
  begin(viewer: Viewer, cursor: string | undefined): void {
    const { cursor: end, full, alerts } = this.alerts.since(cursor);
    const unfinished = formatCursor({ epoch: this.fleet.epoch, sequence: 0 });
    const time = this.now();
    for (let from = 0; from === 0 || from < alerts.length; from += ALERTS_PER_EVENT) {
      const part = alerts.slice(from, from + ALERTS_PER_EVENT);
      const isLast = from + ALERTS_PER_EVENT >= alerts.length;
      viewer.socket.send('alert', {
        cursor: isLast ? end : unfinished,
        time,
        full: full && from === 0,
        alerts: part,
      });
    }
    this.watching.add(viewer);
  }

  end(viewer: Viewer): void {
    this.watching.delete(viewer);
  }

  private tell(alerts: Alert[]): void {
    if (alerts.length === 0) return;
    const event = { cursor: this.alerts.cursor, time: this.now(), full: false, alerts };
    for (const viewer of this.present()) viewer.socket.send('alert', event);
  }

  private tellNotice(notice: PageNotice): void {
    for (const viewer of this.present()) viewer.socket.send('told', notice);
  }

  /** Who has given up all subscriptions of the fleet is forgotten. */
  private present(): Set<Viewer> {
    for (const viewer of this.watching) if (!viewer.watchesFleet) this.watching.delete(viewer);
    return this.watching;
  }

  private now(): number {
    return this.clock.now() / MICROS_PER_MS;
  }
}
