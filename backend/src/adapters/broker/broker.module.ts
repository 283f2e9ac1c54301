import { Module, type DynamicModule } from '@nestjs/common';
import { BROKER_REFUSALS_SEEN, type BrokerRefusals } from '../../ports/broker-refusals.js';

/** Gives the features what is known of the embedded broker; nothing where the broker is another. */
@Module({})
export class BrokerModule {
  static with(refusals: BrokerRefusals | undefined): DynamicModule {
    return {
      module: BrokerModule,
      global: true,
      providers: [{ provide: BROKER_REFUSALS_SEEN, useValue: refusals ?? { list: () => null } }],
      exports: [BROKER_REFUSALS_SEEN],
    };
  }
}
