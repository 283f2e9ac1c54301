import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { openRegistry, openWritable, type OpenedRegistry } from './open-registry.js';
import type { Tables } from './schema.js';

/** The one connection to `sensorium.sqlite` of the data folder, which all stores in it share. */
@Injectable()
export class SqliteDatabase implements OnApplicationShutdown {
  private opened: Promise<OpenedRegistry> | undefined;
  private reopening: Promise<Kysely<Tables>> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'dataDir'>) {}

  /** The database for reading; its `fault` says why nothing can be written. */
  read(): Promise<OpenedRegistry> {
    this.opened ??= openRegistry(this.settings.dataDir);
    return this.opened;
  }

  /** The database for a change; tries anew where it could not be opened for one, and rejects with the reason. */
  async writable(): Promise<Kysely<Tables>> {
    const opened = await this.read();
    if (opened.fault === null) return opened.db;
    this.reopening ??= this.reopen(opened).finally(() => {
      this.reopening = undefined;
    });
    return this.reopening;
  }

  async onApplicationShutdown(): Promise<void> {
    const opened = await this.opened;
    await opened?.db.destroy();
  }

  private async reopen({ db: before, setAside }: OpenedRegistry): Promise<Kysely<Tables>> {
    const db = await openWritable(this.settings.dataDir);
    this.opened = Promise.resolve({ db, fault: null, setAside });
    await before.destroy();
    return db;
  }
}
