import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  alertRuleListSchema,
  alertRuleSchema,
  pageQuerySchema,
  ruleBodySchema,
  ruleDeleteQuerySchema,
  ruleVersionListSchema,
  type AlertRule,
  type AlertRuleList,
  type PageQuery,
  type RuleBody,
  type RuleDeleteQuery,
  type RuleVersionList,
} from '@sensorium/contracts';
import { ALERTS, type AlertCalls } from '../ports/alert-calls.js';
import { pageOf } from '../ports/page.js';
import { RuleCheck } from './rule-check.js';

/** Rules: what counts as a problem, for which devices, and how bad it is. */
@ApiTags('alerts')
@Controller('api/alert-rules')
export class AlertRulesController {
  constructor(
    @Inject(ALERTS) private readonly calls: AlertCalls,
    private readonly rules: RuleCheck,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All rules, with how many devices each covers now' })
  @ApiOkResponse({ standardSchema: alertRuleListSchema })
  async list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<AlertRuleList> {
    const { items, next } = pageOf(await this.calls.rules(), query);
    return { rules: items, next };
  }

  @Post()
  @ApiOperation({ summary: 'Makes a rule; it holds from the next reading on' })
  @ApiCreatedResponse({ standardSchema: alertRuleSchema })
  async create(@Body({ schema: ruleBodySchema }) body: RuleBody): Promise<AlertRule> {
    this.rules.check(body);
    return this.calls.createRule(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One rule' })
  @ApiOkResponse({ standardSchema: alertRuleSchema })
  get(@Param('id') id: string): Promise<AlertRule> {
    return this.calls.rule(id);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Makes its next version; what is open goes on where that still covers it' })
  @ApiOkResponse({ standardSchema: alertRuleSchema })
  async replace(
    @Param('id') id: string,
    @Body({ schema: ruleBodySchema }) body: RuleBody,
  ): Promise<AlertRule> {
    this.rules.check(body);
    return this.calls.replaceRule(id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes the rule and resolves its alerts, which stay in the past' })
  @ApiNoContentResponse()
  remove(
    @Param('id') id: string,
    @Query({ schema: ruleDeleteQuerySchema }) { by }: RuleDeleteQuery,
  ): Promise<void> {
    return this.calls.deleteRule(id, by);
  }

  @Get(':id/versions')
  @ApiOperation({ summary: 'All versions, newest first: what it said, who wrote it and when' })
  @ApiOkResponse({ standardSchema: ruleVersionListSchema })
  async versions(@Param('id') id: string): Promise<RuleVersionList> {
    return { versions: await this.calls.versions(id) };
  }
}
