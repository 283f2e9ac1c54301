import { Global, Module } from '@nestjs/common';
import { ALERT_STORE } from '../../ports/alert-store.js';
import { NOTIFY_STORE } from '../../ports/notify-store.js';
import { REGISTRY_STORE } from '../../ports/registry-store.js';
import { SqliteAlertStore } from './sqlite-alert-store.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteNotifyStore } from './sqlite-notify-store.js';
import { SqliteRegistryStore } from './sqlite-registry-store.js';

@Global()
@Module({
  providers: [
    SqliteDatabase,
    { provide: REGISTRY_STORE, useClass: SqliteRegistryStore },
    { provide: ALERT_STORE, useClass: SqliteAlertStore },
    { provide: NOTIFY_STORE, useClass: SqliteNotifyStore },
  ],
  exports: [REGISTRY_STORE, ALERT_STORE, NOTIFY_STORE],
})
export class SqliteModule {}
