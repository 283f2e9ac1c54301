import { Global, Module } from '@nestjs/common';
import { READING_STORE } from '../../ports/reading-store.js';
import { DuckDbReadingStore } from './duckdb-reading-store.js';

@Global()
@Module({
  providers: [{ provide: READING_STORE, useClass: DuckDbReadingStore }],
  exports: [READING_STORE],
})
export class DuckDbModule {}
