import { Controller, Get, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  historyQuerySchema,
  historySchema,
  statisticsQuerySchema,
  statisticsSchema,
  totalsQuerySchema,
  totalsSchema,
  type HistoryQuery,
  type Statistics,
  type StatisticsQuery,
  type TotalsQuery,
} from '@sensorium/contracts';
import type { Readable } from 'node:stream';
import { HistoryService } from './history.service.js';
import { StatisticsService } from './statistics.service.js';
import { TotalsService } from './totals.service.js';

/** Stored readings as charts and tables show them. */
@ApiTags('history')
@Controller('api/history')
export class HistoryController {
  constructor(
    @Inject(HistoryService) private readonly charts: HistoryService,
    @Inject(StatisticsService) private readonly tables: StatisticsService,
    @Inject(TotalsService) private readonly counters: TotalsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Samples of series over a range: all, or those that a picture of `width` shows' })
  @ApiOkResponse({ standardSchema: historySchema })
  async history(@Query({ schema: historyQuerySchema }) query: HistoryQuery): Promise<StreamableFile> {
    return json(await this.charts.history(query));
  }

  @Get('statistics')
  @ApiOperation({ summary: 'Count, minimum, mean, maximum, last and 95th percentile of series over a range' })
  @ApiOkResponse({ standardSchema: statisticsSchema })
  statistics(@Query({ schema: statisticsQuerySchema }) query: StatisticsQuery): Promise<Statistics> {
    return this.tables.statistics(query);
  }

  @Get('totals')
  @ApiOperation({ summary: 'What counters have counted, per hour, day or month' })
  @ApiOkResponse({ standardSchema: totalsSchema })
  async totals(@Query({ schema: totalsQuerySchema }) query: TotalsQuery): Promise<StreamableFile> {
    return json(await this.counters.totals(query));
  }
}

function json(stream: Readable): StreamableFile {
  return new StreamableFile(stream, { type: 'application/json; charset=utf-8' });
}
