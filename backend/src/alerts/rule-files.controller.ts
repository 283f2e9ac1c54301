import { Body, Controller, Get, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  ruleImportReportSchema,
  ruleImportSchema,
  type RuleImport,
  type RuleImportReport,
} from '@sensorium/contracts';
import { RuleFiles } from './rule-files.service.js';

/** Rules as files that people keep, compare and share. */
@ApiTags('alerts')
@Controller('api/alert-rules')
export class RuleFilesController {
  constructor(@Inject(RuleFiles) private readonly files: RuleFiles) {}

  /** The media type is that of RFC 9512. */
  @Get('export.yaml')
  @Header('Content-Type', 'application/yaml; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="sensorium-rules.yaml"')
  @ApiOperation({ summary: 'All rules as YAML' })
  @ApiProduces('application/yaml')
  @ApiOkResponse({ schema: { type: 'string', example: 'version: 1\nrules: []\n' } })
  export(): Promise<string> {
    return this.files.export();
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes the rules of such a file, each by itself; `dryRun` changes nothing' })
  @ApiOkResponse({ standardSchema: ruleImportReportSchema })
  import(@Body({ schema: ruleImportSchema }) body: RuleImport): Promise<RuleImportReport> {
    return this.files.import(body);
  }
}
