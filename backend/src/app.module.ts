import { Module, type DynamicModule } from '@nestjs/common';
import { BrokerModule } from './adapters/broker/broker.module.js';
import { IngestThreadModule } from './adapters/ingest-thread/ingest-thread.module.js';
import { LiveBusModule } from './adapters/live-bus/live-bus.module.js';
import { NotifierModule } from './adapters/notifier/notifier.module.js';
import { AlertsModule } from './alerts/alerts.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DevicesModule } from './devices/devices.module.js';
import { FleetModule } from './fleet/fleet.module.js';
import { HistoryModule } from './history/history.module.js';
import { LiveModule } from './live/live.module.js';
import { NotifyModule } from './notify/notify.module.js';
import { OpsModule } from './ops/ops.module.js';
import type { BrokerRefusals } from './ports/broker-refusals.js';
import { TransportsModule } from './transports/transports.module.js';

/** The modules of the main thread: HTTP, gateways and the read side. */
@Module({})
export class AppModule {
  static with(settings: Settings, refusals: BrokerRefusals | undefined): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(settings),
        BrokerModule.with(refusals),
        LiveBusModule,
        FleetModule,
        IngestThreadModule,
        NotifierModule,
        DevicesModule,
        HistoryModule,
        AlertsModule,
        NotifyModule,
        LiveModule,
        OpsModule,
        TransportsModule,
      ],
    };
  }
}
