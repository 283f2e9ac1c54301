import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  pollQuerySchema,
  pollSchema,
  streamQuerySchema,
  type PollQuery,
  type StreamQuery,
} from '@sensorium/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from './answers.js';
import { HttpViewers } from './http-viewers.js';
import { LongPollService } from './long-poll.service.js';
import { PollService } from './poll.service.js';
import { StreamService } from './stream.service.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Headers of an event stream; nothing on the way may keep it or change it. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;

/** Live readings over plain HTTP: polling, long polling and server-sent events. */
@ApiTags('live')
@Controller('api/live')
export class LiveController {
  constructor(
    @Inject(PollService) private readonly polls: PollService,
    @Inject(LongPollService) private readonly longPolls: LongPollService,
    @Inject(StreamService) private readonly streams: StreamService,
    @Inject(HttpViewers) private readonly viewers: HttpViewers,
  ) {}

  @Get('poll')
  @ApiOperation({
    summary: 'The latest values, or every reading after a cursor; with `wait` once there is one',
  })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'ETag of an earlier answer, for wait=0' })
  @ApiOkResponse({ standardSchema: pollSchema, headers: { ETag: { schema: { type: 'string' } } } })
  @ApiResponse({ status: 304, description: 'No reading of the series came since the ETag' })
  async poll(
    @Query({ schema: pollQuerySchema }) query: PollQuery,
    @Headers('if-none-match') tags: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const unchanged = query.wait === 0 && tags !== undefined && this.polls.unchangedSince(query.series, tags);
    if (typeof unchanged === 'string') await reply.status(304).header('etag', `"${unchanged}"`).send();
    else if (query.wait === 0) await send(reply, this.polls.read(query));
    else await this.waitAndSend(query, request, reply);
  }

  @Get('stream')
  @ApiOperation({ summary: 'Server-sent events: each has a cursor as id and an answer of a poll as data' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Cursor after which it goes on' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({
    schema: { type: 'string', example: 'retry: 2000\n\nid: …\ndata: {"cursor":"…","readings":[]}\n\n' },
  })
  stream(
    @Query({ schema: streamQuerySchema }) query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (request.method === 'HEAD') {
      void reply.headers(STREAM_HEADERS).send();
      return;
    }
    const open = this.streams.prepare(query, lastEventId);
    reply.headers(STREAM_HEADERS).hijack();
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
    open(reply.raw);
  }

  private async waitAndSend(query: PollQuery, { raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => {
      gone.abort();
    });
    const answered = this.viewers.poll(raw.socket);
    const answer = await this.longPolls.read(query, gone.signal).finally(answered);
    if (answer) await send(reply, answer);
    else reply.hijack();
  }
}

async function send(reply: FastifyReply, { body, cursor }: Answer): Promise<void> {
  await reply.header('content-type', JSON_TYPE).header('etag', `"${cursor}"`).send(body);
}
