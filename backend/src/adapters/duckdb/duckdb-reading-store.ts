import { Inject, Injectable, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import {
  StoreError,
  type KeepRules,
  type PageQuery,
  type ReadingStore,
  type StoreBatch,
  type StoreColumns,
} from '../../ports/reading-store.js';
import { DEFAULT_OPTIONS, type StoreOptions } from './store-options.js';
import { StoreProcess } from './store-process.js';

/** Injection token of {@link StorePlace}, for tests. */
export const STORE_PLACE = Symbol('StorePlace');

/** Entry of the store's process and limits other than the usual ones. */
export interface StorePlace extends Partial<StoreOptions> {
  entry?: URL;
}

type Calls = {
  [Name in keyof ReadingStore]: (...args: Parameters<ReadingStore[Name]>) => ReturnType<ReadingStore[Name]>;
};

/** Readings in DuckDB, in files of `history/` in the data folder, which a process of its own has open. */
@Injectable()
export class DuckDbReadingStore implements Calls, OnApplicationShutdown {
  private readonly options: StoreOptions;
  private readonly entry: URL;
  private child: StoreProcess | null = null;

  constructor(
    @Inject(SETTINGS) settings: Pick<Settings, 'dataDir'>,
    @Optional() @Inject(STORE_PLACE) { entry, ...limits }: StorePlace = {},
  ) {
    this.entry = entry ?? new URL('./store.child.js', import.meta.url);
    this.options = { ...DEFAULT_OPTIONS, folder: join(settings.dataDir, 'history'), ...limits };
  }

  /** Id of the store's process while it runs. */
  get pid(): number | undefined {
    return this.child?.isRunning ? this.child.pid : undefined;
  }

  open(): ReturnType<ReadingStore['open']> {
    if (!this.child?.isRunning) this.child = StoreProcess.start(this.entry, this.options);
    return this.call('open');
  }

  append({ readings, deliveries }: StoreBatch): Promise<void> {
    return this.call('append', { readings: trimmed(readings), deliveries });
  }

  history(...args: Parameters<ReadingStore['history']>): ReturnType<ReadingStore['history']> {
    return this.call('history', ...args);
  }

  statistics(...args: Parameters<ReadingStore['statistics']>): ReturnType<ReadingStore['statistics']> {
    return this.call('statistics', ...args);
  }

  totals(...args: Parameters<ReadingStore['totals']>): ReturnType<ReadingStore['totals']> {
    return this.call('totals', ...args);
  }

  page(query: PageQuery): ReturnType<ReadingStore['page']> {
    return this.call('page', query);
  }

  latest(): Promise<StoreColumns> {
    return this.call('latest');
  }

  recent(from: number, limit: number): Promise<StoreColumns> {
    return this.call('recent', from, limit);
  }

  figures(): ReturnType<ReadingStore['figures']> {
    return this.call('figures');
  }

  remove(series: number[]): Promise<void> {
    return this.call('remove', series);
  }

  merge(pairs: { from: number; to: number }[]): Promise<void> {
    return this.call('merge', pairs);
  }

  expire(rules: KeepRules): Promise<number> {
    return this.call('expire', rules);
  }

  seal(): Promise<void> {
    return this.call('seal');
  }

  backup(file: string): ReturnType<ReadingStore['backup']> {
    return this.call('backup', file);
  }

  async close(): Promise<void> {
    await this.child?.stop();
    this.child = null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }

  private call<Name extends keyof ReadingStore>(
    name: Name,
    ...args: Parameters<ReadingStore[Name]>
  ): ReturnType<ReadingStore[Name]> {
    const answer = this.child
      ? this.child.call(name, args)
      : Promise.reject(new StoreError('failed', 'the history store is not open'));
    return answer as ReturnType<ReadingStore[Name]>;
  }
}

/** Without the room behind the rows, which would be sent too. */
function trimmed({ count, series, t, value, flags, texts }: StoreColumns): StoreColumns {
  return {
    count,
    series: series.subarray(0, count),
    t: t.subarray(0, count),
    value: value.subarray(0, count),
    flags: flags.subarray(0, count),
    texts,
  };
}
