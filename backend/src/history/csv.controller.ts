import { Controller, Get, HttpCode, Inject, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  CSV_HEADER,
  exportQuerySchema,
  importReportSchema,
  importStateSchema,
  type ExportQuery,
  type ImportReport,
  type ImportState,
} from '@sensorium/contracts';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { ApiError } from '../ports/api-error.js';
import { ExportService } from './export.service.js';
import { ImportService } from './import.service.js';

/** Stored readings as CSV, both ways. */
@ApiTags('history')
@Controller('api/history')
export class CsvController {
  constructor(
    @Inject(ExportService) private readonly exports: ExportService,
    @Inject(ImportService) private readonly imports: ImportService,
  ) {}

  @Get('export.csv')
  @ApiOperation({ summary: 'Every reading of series over a range, series by series' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', example: `${CSV_HEADER}\n` } })
  async export(@Query({ schema: exportQuerySchema }) query: ExportQuery): Promise<StreamableFile> {
    const { stream, name } = await this.exports.open(query);
    return new StreamableFile(stream, {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Post('import')
  @HttpCode(200)
  @RouteConfig({ csvStream: true })
  @ApiOperation({
    summary: 'Takes readings in the form of an export; lines that cannot be taken are reported',
  })
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string', example: `${CSV_HEADER}\n2026-11-23T12:00:00.000Z,pump,rpm,900,,good\n` },
  })
  @ApiOkResponse({ standardSchema: importReportSchema })
  async import(@Req() { body, headers }: FastifyRequest): Promise<ImportReport> {
    if (!(body instanceof Readable)) throw new ApiError('unsupported-type', 'the body must be text/csv');
    const length = Number(headers['content-length'] ?? NaN);
    return this.imports.take(body, Number.isInteger(length) ? length : null);
  }

  @Get('import')
  @ApiOperation({ summary: 'The running import, or the last one since the start' })
  @ApiOkResponse({ standardSchema: importStateSchema })
  importState(): ImportState {
    return { import: this.imports.latest };
  }
}
