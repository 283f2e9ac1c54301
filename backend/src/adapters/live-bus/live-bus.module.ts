import { Global, Module } from '@nestjs/common';
import { LIVE_BUS } from '../../ports/live-bus.js';
import { PAGE_NOTICES } from '../../ports/page-notices.js';
import { InProcessLiveBus } from './in-process-live-bus.js';
import { InProcessPageNotices } from './in-process-page-notices.js';

@Global()
@Module({
  providers: [
    { provide: LIVE_BUS, useClass: InProcessLiveBus },
    { provide: PAGE_NOTICES, useClass: InProcessPageNotices },
  ],
  exports: [LIVE_BUS, PAGE_NOTICES],
})
export class LiveBusModule {}
