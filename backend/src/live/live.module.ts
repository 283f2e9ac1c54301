import { Global, Module } from '@nestjs/common';
import { VIEWERS } from '../ports/viewers.js';
import { AlertActions } from './alert-actions.js';
import { AlertFeed } from './alert-feed.js';
import { Answers } from './answers.js';
import { CatchUps } from './catch-up.js';
import { Feed } from './feed.js';
import { FleetNews } from './fleet-news.js';
import { HttpViewers } from './http-viewers.js';
import { LiveHub } from './live-hub.js';
import { LiveReader } from './live-reader.js';
import { LiveController } from './live.controller.js';
import { LiveGateway } from './live.gateway.js';
import { News } from './news.js';
import { OpenRequests } from './open-requests.js';
import { LongPollService } from './long-poll.service.js';
import { PollService } from './poll.service.js';
import { StreamService } from './stream.service.js';
import { ViewerList } from './viewer-list.js';

/** One reader of the fleet view, and the transports that bring what it reads: Socket.IO, polls and event streams. */
@Global()
@Module({
  controllers: [LiveController],
  providers: [
    ...[LiveReader, CatchUps, ViewerList, { provide: VIEWERS, useExisting: ViewerList }],
    ...[Feed, FleetNews, AlertFeed, AlertActions, LiveHub, LiveGateway],
    ...[Answers, News, OpenRequests, HttpViewers, PollService, LongPollService, StreamService],
  ],
  exports: [VIEWERS],
})
export class LiveModule {}
