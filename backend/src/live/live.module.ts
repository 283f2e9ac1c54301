import { Global, Module } from '@nestjs/common';
import { VIEWERS } from '../ports/viewers.js';
import { LiveHub } from './live-hub.js';
import { LiveGateway } from './live.gateway.js';

@Global()
@Module({
  providers: [LiveHub, LiveGateway, { provide: VIEWERS, useExisting: LiveHub }],
  exports: [VIEWERS],
})
export class LiveModule {}
