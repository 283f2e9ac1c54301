import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  echoOf,
  echoRequestSchema,
  echoSchema,
  frameListSchema,
  frameQuerySchema,
  handshakeSchema,
  labRequestSchema,
  labSchema,
  laneListSchema,
  laneQuerySchema,
  tapQuerySchema,
  tapTokenSchema,
  type Echo,
  type EchoRequest,
  type FrameList,
  type FrameQuery,
  type Handshake,
  type Lab,
  type LabRequest,
  type LaneList,
  type LaneQuery,
  type TapQuery,
  type TapToken,
} from '@sensorium/contracts';
import { Clock } from '../ports/clock.js';
import { INGEST, type Ingest } from '../ports/ingest.js';
import { LaneCounts } from './lane-counts.js';
import { Taps } from './taps.js';

/** What the Transports page needs beside the live routes: docs/transports.md. */
@ApiTags('transports')
@Controller('api/transports')
export class TransportsController {
  private readonly clock = new Clock();

  constructor(
    @Inject(LaneCounts) private readonly lanes: LaneCounts,
    @Inject(Taps) private readonly taps: Taps,
    @Inject(INGEST) private readonly ingest: Ingest,
  ) {}

  @Get('lanes')
  @ApiOperation({ summary: 'Requests and bytes of lanes, as counted on the sockets of the server' })
  @ApiOkResponse({ standardSchema: laneListSchema })
  counts(@Query({ schema: laneQuerySchema }) { lane }: LaneQuery): LaneList {
    const now = Date.now();
    const lanes = [...new Set(lane)].flatMap((name) => this.lanes.read(name, now) ?? []);
    return { time: this.now(), lanes };
  }

  @Post('handshake')
  @ApiOperation({ summary: 'A token: the WebSocket handshake with it as `tap` in its query will be shown' })
  @ApiCreatedResponse({ standardSchema: tapTokenSchema })
  tap(): TapToken {
    return this.taps.issue();
  }

  @Get('handshake')
  @ApiOperation({ summary: 'The handshake of the connection with this token, as it was on the wire' })
  @ApiOkResponse({ standardSchema: handshakeSchema })
  handshake(@Query({ schema: tapQuerySchema }) { token }: TapQuery): Handshake {
    return this.taps.handshake(token);
  }

  @Get('frames')
  @ApiOperation({ summary: 'The last WebSocket frames of the connection with this token, both directions' })
  @ApiOkResponse({ standardSchema: frameListSchema })
  frames(@Query({ schema: frameQuerySchema }) { token, after }: FrameQuery): FrameList {
    return this.taps.frames(token, after);
  }

  @Post('lab')
  @HttpCode(200)
  @ApiOperation({ summary: 'Starts a series at a rate and a size, or keeps one running' })
  @ApiOkResponse({ standardSchema: labSchema })
  lab(@Body({ schema: labRequestSchema }) request: LabRequest): Promise<Lab> {
    return this.ingest.lab(request);
  }

  @Post('echo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers at once, for measuring a round trip' })
  @ApiOkResponse({ standardSchema: echoSchema })
  echo(@Body({ schema: echoRequestSchema }) request: EchoRequest): Echo {
    return echoOf(request, this.now());
  }

  private now(): number {
    return this.clock.now() / 1_000;
  }
}
