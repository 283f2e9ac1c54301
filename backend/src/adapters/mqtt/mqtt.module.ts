import { Global, Module } from '@nestjs/common';
import { BROKER_LINK } from '../../ports/broker-link.js';
import { MqttLink } from './mqtt-link.js';

@Global()
@Module({ providers: [{ provide: BROKER_LINK, useClass: MqttLink }], exports: [BROKER_LINK] })
export class MqttModule {}
