import { Global, Module } from '@nestjs/common';
import { ALERT_VIEW } from '../ports/alert-view.js';
import { Clock } from '../ports/clock.js';
import { AlertDesk } from './alert-desk.js';
import { AlertRulesController } from './alert-rules.controller.js';
import { AlertsController } from './alerts.controller.js';
import { MemoryAlertView } from './memory-alert-view.js';
import { PreviewController } from './preview.controller.js';
import { PreviewService } from './preview.service.js';
import { RuleFilesController } from './rule-files.controller.js';
import { RuleCheck } from './rule-check.js';
import { RuleFiles } from './rule-files.service.js';

/** Alerts in the main thread: what is open, as the live bus tells it, and the routes of rules and incidents. */
@Global()
@Module({
  controllers: [RuleFilesController, PreviewController, AlertRulesController, AlertsController],
  providers: [
    Clock,
    AlertDesk,
    RuleCheck,
    RuleFiles,
    PreviewService,
    { provide: ALERT_VIEW, useClass: MemoryAlertView },
  ],
  exports: [ALERT_VIEW],
})
export class AlertsModule {}
