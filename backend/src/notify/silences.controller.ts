import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  pageQuerySchema,
  silenceBodySchema,
  silenceListSchema,
  silencePreviewSchema,
  silenceSchema,
  type PageQuery,
  type Silence,
  type SilenceBody,
  type SilenceList,
  type SilencePreview,
} from '@sensorium/contracts';
import { pageOf } from '../ports/page.js';
import { SilenceDesk } from './silence-desk.js';

/** Times in which nobody is told of some alerts. */
@ApiTags('notification')
@Controller('api/silences')
export class SilencesController {
  constructor(private readonly desk: SilenceDesk) {}

  @Get()
  @ApiOperation({ summary: 'All silences: active ones, those to come, those that are over' })
  @ApiOkResponse({ standardSchema: silenceListSchema })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): SilenceList {
    const { items, next } = pageOf(this.desk.list(), query);
    return { silences: items, next };
  }

  @Post()
  @ApiOperation({ summary: 'Makes a silence' })
  @ApiCreatedResponse({ standardSchema: silenceSchema })
  create(@Body({ schema: silenceBodySchema }) body: SilenceBody): Promise<Silence> {
    return this.desk.create(body);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What such a silence would cover now, and its next times' })
  @ApiOkResponse({ standardSchema: silencePreviewSchema })
  preview(@Body({ schema: silenceBodySchema }) body: SilenceBody): SilencePreview {
    return this.desk.preview(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One silence' })
  @ApiOkResponse({ standardSchema: silenceSchema })
  get(@Param('id') id: string): Silence {
    return this.desk.get(id);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Replaces a silence' })
  @ApiOkResponse({ standardSchema: silenceSchema })
  replace(@Param('id') id: string, @Body({ schema: silenceBodySchema }) body: SilenceBody): Promise<Silence> {
    return this.desk.replace(id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a silence; what it kept quiet and goes on is told' })
  @ApiNoContentResponse()
  remove(@Param('id') id: string): Promise<void> {
    return this.desk.remove(id);
  }
}
