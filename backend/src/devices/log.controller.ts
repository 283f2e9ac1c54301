import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { logListSchema, logQuerySchema, type LogList, type LogQuery } from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import { Clock } from '../ports/clock.js';
import { INGEST, type Ingest } from '../ports/ingest.js';
import { logPage } from './log-page.js';

@ApiTags('devices')
@Controller('api/log')
export class LogController {
  constructor(
    @Inject(INGEST) private readonly ingest: Ingest,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What happened to all devices and to the link, newest first' })
  @ApiOkResponse({ standardSchema: logListSchema })
  list(@Query({ schema: logQuerySchema }) query: LogQuery): Promise<LogList> {
    return logPage(this.ingest, null, query, this.clock.now() / MICROS_PER_MS);
  }
}
