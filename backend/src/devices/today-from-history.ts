import { Inject, Injectable } from '@nestjs/common';
import { FLEET_VIEW, type FleetView } from '../ports/fleet-view.js';
import { STORED_READINGS } from '../ports/history-calls.js';
import type { StoredReadings } from '../ports/reading-store.js';

/** Fills today's lowest and highest values of a device with what was stored before this start of the program. */
@Injectable()
export class TodayFromHistory {
  constructor(
    @Inject(FLEET_VIEW) private readonly fleet: FleetView,
    @Inject(STORED_READINGS) private readonly stored: StoredReadings,
  ) {}

  /** Without an answer of the store the day stays known from later on, which its `since` says. */
  async complete(uid: string): Promise<void> {
    const unknown = this.fleet.unknownToday(uid);
    if (unknown.length === 0 || this.fleet.history?.state !== 'on') return;
    const spans = unknown.map(({ n, from, to }) => ({ n, from: from / 1_000, to: to / 1_000 }));
    const answers = await this.stored.statistics(spans).catch(() => []);
    for (const [place, { count, min, max }] of answers.entries()) {
      const span = unknown[place];
      if (span) this.fleet.seedToday(span, count > 0 ? { min, max } : null);
    }
  }
}
