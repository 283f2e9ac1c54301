import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { RejectionsController } from './rejections.controller.js';
import { SystemController } from './system.controller.js';
import { SystemService } from './system.service.js';

@Module({
  controllers: [HealthController, MetricsController, RejectionsController, SystemController],
  providers: [HealthService, MetricsService, SystemService],
})
export class OpsModule {}
