import { Global, Module } from '@nestjs/common';
import { ALERTS } from '../../ports/alert-calls.js';
import { HISTORY_WRITER, STORED_READINGS } from '../../ports/history-calls.js';
import { INGEST } from '../../ports/ingest.js';
import { NOTIFY_STORE } from '../../ports/notify-store.js';
import { AlertThread } from './alert-thread.js';
import { HistoryThread } from './history-thread.js';
import { IngestThread } from './ingest-thread.js';
import { NotifyThread } from './notify-thread.js';

@Global()
@Module({
  providers: [
    IngestThread,
    HistoryThread,
    AlertThread,
    NotifyThread,
    { provide: INGEST, useExisting: IngestThread },
    { provide: STORED_READINGS, useExisting: HistoryThread },
    { provide: HISTORY_WRITER, useExisting: HistoryThread },
    { provide: ALERTS, useExisting: AlertThread },
    { provide: NOTIFY_STORE, useExisting: NotifyThread },
  ],
  exports: [INGEST, STORED_READINGS, HISTORY_WRITER, ALERTS, NOTIFY_STORE],
})
export class IngestThreadModule {}
