import { Global, Module } from '@nestjs/common';
import { REGISTRY_STORE } from '../../ports/registry-store.js';
import { SqliteRegistryStore } from './sqlite-registry-store.js';

@Global()
@Module({
  providers: [{ provide: REGISTRY_STORE, useClass: SqliteRegistryStore }],
  exports: [REGISTRY_STORE],
})
export class SqliteModule {}
