import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { RejectionsController } from './rejections.controller.js';

@Module({
  controllers: [HealthController, MetricsController, RejectionsController],
  providers: [HealthService, MetricsService],
})
export class OpsModule {}
