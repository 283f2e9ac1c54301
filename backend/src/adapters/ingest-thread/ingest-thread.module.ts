import { Global, Module } from '@nestjs/common';
import { INGEST } from '../../ports/ingest.js';
import { IngestThread } from './ingest-thread.js';

@Global()
@Module({ providers: [{ provide: INGEST, useClass: IngestThread }], exports: [INGEST] })
export class IngestThreadModule {}
