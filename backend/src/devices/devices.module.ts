import { Module } from '@nestjs/common';
import { Clock } from '../ports/clock.js';
import { DevicesController } from './devices.controller.js';
import { IngestController } from './ingest.controller.js';
import { LogController } from './log.controller.js';
import { SitesController } from './sites.controller.js';
import { TodayFromHistory } from './today-from-history.js';

@Module({
  controllers: [DevicesController, SitesController, LogController, IngestController],
  providers: [Clock, TodayFromHistory],
})
export class DevicesModule {}
