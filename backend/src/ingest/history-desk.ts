import type { Retention } from '@sensorium/contracts';
import type { Clock } from '../ports/clock.js';
import type { BackupCounts, HistoryCalls, ImportFaultAt, ImportRows } from '../ports/history-calls.js';
import type {
  PageQuery,
  ReadingsPage,
  ReadingStore,
  SeriesAnswer,
  SeriesQuery,
  StatisticsAnswer,
  StoreFigures,
  TotalsAnswer,
  TotalsQuery,
} from '../ports/reading-store.js';
import type { RegistryStore } from '../ports/registry-store.js';
import { backUp } from './backups.js';
import type { Committer } from './committer.js';
import type { Imports } from './imports.js';
import type { Registry } from './registry.js';
import type { RetentionKeeper } from './retention.js';

/** What the desk hands on to. */
interface DeskParts {
  store: ReadingStore;
  registryStore: RegistryStore;
  registry: Registry;
  committer: Committer;
  imports: Imports;
  retention: RetentionKeeper;
  clock: Clock;
  /** Tells what has changed to everybody, now. */
  announce: () => void;
}

/** Where questions about stored readings and orders to change them arrive in the ingest thread. */
export class HistoryDesk implements HistoryCalls {
  constructor(private readonly parts: DeskParts) {}

  history(queries: SeriesQuery[]): Promise<SeriesAnswer[]> {
    return this.parts.store.history(queries);
  }

  statistics(queries: Pick<SeriesQuery, 'n' | 'from' | 'to'>[]): Promise<StatisticsAnswer[]> {
    return this.parts.store.statistics(queries);
  }

  totals(queries: TotalsQuery[]): Promise<TotalsAnswer[]> {
    return this.parts.store.totals(queries);
  }

  page(query: PageQuery): Promise<ReadingsPage> {
    return this.parts.store.page(query);
  }

  figures(): Promise<StoreFigures> {
    return this.parts.store.figures();
  }

  /** When it answers, the devices and series that are new are known everywhere. */
  async importRows(rows: ImportRows): Promise<ImportFaultAt[]> {
    const faults = await this.parts.imports.take(rows, this.parts.clock.now());
    this.parts.announce();
    return faults;
  }

  settled(): Promise<void> {
    return this.parts.committer.durable();
  }

  backup(folder: string): Promise<BackupCounts> {
    return backUp(folder, this.parts);
  }

  getRetention(): Promise<Retention> {
    return this.parts.retention.read();
  }

  setRetention(retention: Retention): Promise<void> {
    return this.parts.retention.write(retention);
  }
}
