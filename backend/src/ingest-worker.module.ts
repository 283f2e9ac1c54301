import { Module, type DynamicModule } from '@nestjs/common';
import { DuckDbModule } from './adapters/duckdb/duckdb.module.js';
import { MqttModule } from './adapters/mqtt/mqtt.module.js';
import { SqliteModule } from './adapters/sqlite/sqlite.module.js';
import { AlertsWatchModule } from './alerts/watch/alerts-watch.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { IngestModule } from './ingest/ingest.module.js';

/** The modules of the ingest thread. */
@Module({})
export class IngestWorkerModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: IngestWorkerModule,
      imports: [
        ConfigModule.with(settings),
        SqliteModule,
        DuckDbModule,
        MqttModule,
        AlertsWatchModule,
        IngestModule,
      ],
    };
  }
}
