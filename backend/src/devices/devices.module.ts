import { Module } from '@nestjs/common';
import { DevicesController } from './devices.controller.js';
import { IngestController } from './ingest.controller.js';
import { LogController } from './log.controller.js';
import { SitesController } from './sites.controller.js';
import { TodayFromHistory } from './today-from-history.js';

@Module({
  controllers: [DevicesController, SitesController, LogController, IngestController],
  providers: [TodayFromHistory],
})
export class DevicesModule {}
