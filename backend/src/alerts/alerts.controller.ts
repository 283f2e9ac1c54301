import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  acknowledgeBodySchema,
  alertListSchema,
  alertLogQuerySchema,
  alertLogSchema,
  alertQuerySchema,
  alertSchema,
  bulkActionSchema,
  bulkAnswerSchema,
  commentSchema,
  resolveBodySchema,
  similarAlertsQuerySchema,
  snoozeSchema,
  type Alert,
  type AlertList,
  type AlertLog,
  type AlertLogQuery,
  type AlertQuery,
  type BulkAction,
  type BulkAnswer,
  type SimilarAlertsQuery,
} from '@sensorium/contracts';
import { MICROS_PER_MS } from '@sensorium/domain/time';
import type * as z from 'zod';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { Clock } from '../ports/clock.js';
import { readTime } from '../ports/time-param.js';
import { AlertDesk } from './alert-desk.js';

/** Incidents: what is open, what was, and what people do about them. */
@ApiTags('alerts')
@Controller('api/alerts')
export class AlertsController {
  constructor(
    @Inject(ALERTS) private readonly alerts: AlertCalls,
    @Inject(AlertDesk) private readonly desk: AlertDesk,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All that are not resolved, then recent ones; or those in the states asked for' })
  @ApiOkResponse({ standardSchema: alertListSchema })
  list(@Query({ schema: alertQuerySchema }) query: AlertQuery): Promise<AlertList> {
    const now = this.clock.now() / MICROS_PER_MS;
    const timeOf = (end: 'from' | 'to') =>
      query[end] === undefined ? undefined : readTime(end, query[end], now);
    return this.alerts.alerts({ ...query, from: timeOf('from'), to: timeOf('to') });
  }

  @Post('actions')
  @HttpCode(200)
  @ApiOperation({ summary: 'One action on several alerts; what became of each' })
  @ApiOkResponse({ standardSchema: bulkAnswerSchema })
  act(@Body({ schema: bulkActionSchema }) action: BulkAction): Promise<BulkAnswer> {
    return this.alerts.act(action);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One alert' })
  @ApiOkResponse({ standardSchema: alertSchema })
  get(@Param('id') id: string): Promise<Alert> {
    return this.alerts.alert(id);
  }

  @Get(':id/log')
  @ApiOperation({ summary: 'Everything that happened to the alert, oldest first' })
  @ApiOkResponse({ standardSchema: alertLogSchema })
  log(
    @Param('id') id: string,
    @Query({ schema: alertLogQuerySchema }) query: AlertLogQuery,
  ): Promise<AlertLog> {
    return this.desk.log(id, query);
  }

  @Get(':id/similar')
  @ApiOperation({ summary: 'Past alerts of the same rule and device, newest first' })
  @ApiOkResponse({ standardSchema: alertListSchema })
  similar(
    @Param('id') id: string,
    @Query({ schema: similarAlertsQuerySchema }) query: SimilarAlertsQuery,
  ): Promise<AlertList> {
    return this.desk.similar(id, query);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Somebody looks after it, until it is resolved' })
  @ApiOkResponse({ standardSchema: alertSchema })
  acknowledge(
    @Param('id') id: string,
    @Body({ schema: acknowledgeBodySchema }) body: z.output<typeof acknowledgeBodySchema>,
  ): Promise<Alert> {
    return this.desk.act(id, { action: 'acknowledge', ...body });
  }

  @Post(':id/unacknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes an acknowledgement back' })
  @ApiOkResponse({ standardSchema: alertSchema })
  unacknowledge(
    @Param('id') id: string,
    @Body({ schema: acknowledgeBodySchema }) body: z.output<typeof acknowledgeBodySchema>,
  ): Promise<Alert> {
    return this.desk.act(id, { action: 'unacknowledge', ...body });
  }

  @Post(':id/snooze')
  @HttpCode(200)
  @ApiOperation({ summary: 'No notices for a time; `forMs` 0 ends it' })
  @ApiOkResponse({ standardSchema: alertSchema })
  snooze(
    @Param('id') id: string,
    @Body({ schema: snoozeSchema }) body: z.output<typeof snoozeSchema>,
  ): Promise<Alert> {
    return this.desk.act(id, { action: 'snooze', ...body });
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends it by hand' })
  @ApiOkResponse({ standardSchema: alertSchema })
  resolve(
    @Param('id') id: string,
    @Body({ schema: resolveBodySchema }) body: z.output<typeof resolveBodySchema>,
  ): Promise<Alert> {
    return this.desk.act(id, { action: 'resolve', ...body });
  }

  @Post(':id/comments')
  @HttpCode(201)
  @ApiOperation({ summary: 'Adds a comment to its log' })
  @ApiCreatedResponse({ standardSchema: alertSchema })
  comment(
    @Param('id') id: string,
    @Body({ schema: commentSchema }) body: z.output<typeof commentSchema>,
  ): Promise<Alert> {
    return this.desk.act(id, { action: 'comment', ...body });
  }
}
