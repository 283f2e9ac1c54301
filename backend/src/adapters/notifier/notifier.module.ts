import { Global, Module } from '@nestjs/common';
import { NOTIFIER } from '../../ports/notifier.js';
import { ChannelNotifier } from './channel-notifier.js';

@Global()
@Module({
  providers: [{ provide: NOTIFIER, useClass: ChannelNotifier }],
  exports: [NOTIFIER],
})
export class NotifierModule {}
