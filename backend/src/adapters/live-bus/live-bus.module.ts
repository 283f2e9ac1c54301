import { Global, Module } from '@nestjs/common';
import { LIVE_BUS } from '../../ports/live-bus.js';
import { InProcessLiveBus } from './in-process-live-bus.js';

@Global()
@Module({ providers: [{ provide: LIVE_BUS, useClass: InProcessLiveBus }], exports: [LIVE_BUS] })
export class LiveBusModule {}
