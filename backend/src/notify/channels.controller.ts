import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  channelBodySchema,
  channelListSchema,
  channelPreviewSchema,
  channelSchema,
  channelTestSchema,
  pageQuerySchema,
  type Channel,
  type ChannelBody,
  type ChannelList,
  type ChannelPreview,
  type ChannelTest,
  type PageQuery,
} from '@sensorium/contracts';
import { pageOf } from '../ports/page.js';
import { shownChannel } from './channel-body.js';
import { ChannelDesk } from './channel-desk.js';

/** Where notices go. Secrets come in and never out. */
@ApiTags('notification')
@Controller('api/notification-channels')
export class ChannelsController {
  constructor(private readonly desk: ChannelDesk) {}

  @Get()
  @ApiOperation({ summary: 'All channels by name, each with how it does' })
  @ApiOkResponse({ standardSchema: channelListSchema })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): ChannelList {
    const { items, next } = pageOf(this.desk.list(), query);
    return { channels: items.map(shownChannel), next };
  }

  @Post()
  @ApiOperation({ summary: 'Makes a channel' })
  @ApiCreatedResponse({ standardSchema: channelSchema })
  async create(@Body({ schema: channelBodySchema }) body: ChannelBody): Promise<Channel> {
    return shownChannel(await this.desk.create(body));
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'The message as such a channel would send it' })
  @ApiOkResponse({ standardSchema: channelPreviewSchema })
  preview(@Body({ schema: channelBodySchema }) body: ChannelBody): Promise<ChannelPreview> {
    return this.desk.preview(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One channel' })
  @ApiOkResponse({ standardSchema: channelSchema })
  get(@Param('id') id: string): Channel {
    return shownChannel(this.desk.get(id));
  }

  @Put(':id')
  @ApiOperation({ summary: 'Replaces a channel; a secret that is left out stays, null deletes it' })
  @ApiOkResponse({ standardSchema: channelSchema })
  async replace(
    @Param('id') id: string,
    @Body({ schema: channelBodySchema }) body: ChannelBody,
  ): Promise<Channel> {
    return shownChannel(await this.desk.replace(id, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a channel; 409 while a rule or a route names it' })
  @ApiNoContentResponse()
  remove(@Param('id') id: string): Promise<void> {
    return this.desk.remove(id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends a test message and tells each step; `page` is the dashboard itself' })
  @ApiOkResponse({ standardSchema: channelTestSchema })
  test(@Param('id') id: string): Promise<ChannelTest> {
    return this.desk.test(id);
  }
}
