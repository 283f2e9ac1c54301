import { Module, type DynamicModule } from '@nestjs/common';
import { IngestThreadModule } from './adapters/ingest-thread/ingest-thread.module.js';
import { LiveBusModule } from './adapters/live-bus/live-bus.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DevicesModule } from './devices/devices.module.js';
import { FleetModule } from './fleet/fleet.module.js';
import { LiveModule } from './live/live.module.js';
import { OpsModule } from './ops/ops.module.js';

/** The modules of the main thread: HTTP, gateways and the read side. */
@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        LiveBusModule,
        FleetModule,
        IngestThreadModule,
        DevicesModule,
        LiveModule,
        OpsModule,
      ],
    };
  }
}
