import { Module } from '@nestjs/common';
import { Clock } from '../ports/clock.js';
import { BackupController } from './backup.controller.js';
import { BackupService } from './backup.service.js';
import { CsvController } from './csv.controller.js';
import { ExportService } from './export.service.js';
import { HistoryController } from './history.controller.js';
import { HistoryService } from './history.service.js';
import { ImportService } from './import.service.js';
import { RetentionController } from './retention.controller.js';
import { StatisticsService } from './statistics.service.js';
import { TotalsService } from './totals.service.js';

/** Stored readings over HTTP: charts, tables, files, backups, and how long they are kept. */
@Module({
  controllers: [HistoryController, CsvController, BackupController, RetentionController],
  providers: [
    Clock,
    HistoryService,
    StatisticsService,
    TotalsService,
    ExportService,
    ImportService,
    BackupService,
  ],
})
export class HistoryModule {}
