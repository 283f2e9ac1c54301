import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readinessSchema, type Readiness } from '@sensorium/contracts';
import type { FastifyReply } from 'fastify';
import { HealthService } from './health.service.js';

@ApiTags('operation')
@Controller('health')
export class HealthController {
  constructor(@Inject(HealthService) private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live(): { live: true } {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Every part and its state; 503 while one is down. A lost broker only degrades' })
  @ApiOkResponse({ standardSchema: readinessSchema })
  ready(@Res({ passthrough: true }) reply: FastifyReply): Readiness {
    const readiness = this.health.readiness();
    if (!readiness.ready) void reply.status(503);
    return readiness;
  }
}
