import { Global, Module } from '@nestjs/common';
import { HISTORY_WRITER, STORED_READINGS } from '../../ports/history-calls.js';
import { INGEST } from '../../ports/ingest.js';
import { HistoryThread } from './history-thread.js';
import { IngestThread } from './ingest-thread.js';

@Global()
@Module({
  providers: [
    IngestThread,
    HistoryThread,
    { provide: INGEST, useExisting: IngestThread },
    { provide: STORED_READINGS, useExisting: HistoryThread },
    { provide: HISTORY_WRITER, useExisting: HistoryThread },
  ],
  exports: [INGEST, STORED_READINGS, HISTORY_WRITER],
})
export class IngestThreadModule {}
