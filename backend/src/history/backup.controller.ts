import { Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  backupListSchema,
  backupSchema,
  pageQuerySchema,
  type Backup,
  type BackupList,
  type PageQuery,
} from '@sensorium/contracts';
import { pageOf } from '../ports/page.js';
import { BackupService } from './backup.service.js';

/** Copies of everything that is stored, made while all goes on. */
@ApiTags('history')
@Controller('api')
export class BackupController {
  constructor(@Inject(BackupService) private readonly backups: BackupService) {}

  @Post('backup')
  @ApiOperation({ summary: 'Makes a backup below DATA_DIR/backups; answers when it is complete and checked' })
  @ApiCreatedResponse({ standardSchema: backupSchema })
  make(): Promise<Backup> {
    return this.backups.make();
  }

  @Get('backups')
  @ApiOperation({ summary: 'All backups, newest first' })
  @ApiOkResponse({ standardSchema: backupListSchema })
  async list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<BackupList> {
    const { items, next } = pageOf(await this.backups.list(), query);
    return { backups: items, next };
  }
}
