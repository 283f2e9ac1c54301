import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseSeriesName, retentionSchema, type Retention } from '@sensorium/contracts';
import { ApiError } from '../ports/api-error.js';
import { HISTORY_WRITER, type HistoryWriter } from '../ports/history-calls.js';

/** How long readings are kept, and how much room they may take. */
@ApiTags('history')
@Controller('api/history/retention')
export class RetentionController {
  constructor(@Inject(HISTORY_WRITER) private readonly writer: HistoryWriter) {}

  @Get()
  @ApiOperation({ summary: 'How long readings are kept, by series, and the bound on their bytes' })
  @ApiOkResponse({ standardSchema: retentionSchema })
  get(): Promise<Retention> {
    return this.writer.getRetention();
  }

  @Put()
  @ApiOperation({ summary: 'Sets all of it; what is older is forgotten soon after' })
  @ApiOkResponse({ standardSchema: retentionSchema })
  async put(@Body({ schema: retentionSchema }) retention: Retention): Promise<Retention> {
    for (const [place, { series }] of retention.rules.entries()) checkPattern(series, place);
    await this.writer.setRetention(retention);
    return this.writer.getRetention();
  }
}

function checkPattern(series: string, place: number): void {
  if (parseSeriesName(series)) return;
  const message =
    'must be <device>/<metric>, each percent-encoded; * stands for any characters but /, ** for any';
  throw new ApiError('bad-series', 'a rule names no series', [{ path: `rules.${place}.series`, message }]);
}
