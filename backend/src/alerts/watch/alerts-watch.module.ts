import { Global, Module } from '@nestjs/common';
import { ALERTS } from '../../ports/alert-calls.js';
import { ALERT_WATCH } from '../../ports/alert-watch.js';
import { WatchDesk } from './watch-desk.js';
import { Watch } from './watch.js';

/** The ingest thread's side of alerts: evaluates rules and answers what the main thread asks of them. */
@Global()
@Module({
  providers: [Watch, { provide: ALERT_WATCH, useExisting: Watch }, { provide: ALERTS, useClass: WatchDesk }],
  exports: [ALERT_WATCH, ALERTS],
})
export class AlertsWatchModule {}
