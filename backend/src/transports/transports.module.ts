import { Module } from '@nestjs/common';
import { Connections } from './connections.js';
import { HttpSockets } from './http-sockets.js';
import { LaneCounts } from './lane-counts.js';
import { Taps } from './taps.js';
import { TransportsController } from './transports.controller.js';

@Module({
  controllers: [TransportsController],
  providers: [Connections, LaneCounts, Taps, HttpSockets],
})
export class TransportsModule {}
