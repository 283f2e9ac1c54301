import type {
  KeepRules,
  PageQuery,
  ReadingStore,
  ReadingsPage,
  SeriesAnswer,
  SeriesQuery,
  StatisticsAnswer,
  StoreBatch,
  StoreColumns,
  StoreFigures,
  StoreOpening,
  TotalsAnswer,
  TotalsQuery,
} from '../../ports/reading-store.js';
import { StoreError } from '../../ports/reading-store.js';
import { setChunksAside } from './aside.js';
import { backup } from './backup.js';
import { asStoreError, isDamaged, isFatal, messageOf } from './faults.js';
import { figures } from './figures.js';
import { sealAll } from './maintenance.js';
import { merge } from './merge.js';
import type { OpenedStore } from './opened-store.js';
import { history } from './query/history.js';
import { latest } from './query/latest.js';
import { page } from './query/page.js';
import { recent } from './query/recent.js';
import { statistics } from './query/statistics.js';
import { totals } from './query/totals.js';
import { openOrRecover } from './recovery.js';
import { expire, remove } from './retention.js';
import { salvage } from './salvage.js';
import type { Snapshot } from './snapshots.js';
import { Space } from './space.js';
import type { StoreOptions } from './store-options.js';
import { Turns } from './turns.js';

/** How often it is looked at whether the readings not sealed yet are old enough, ms. */
const LOOK_EVERY_MS = 60_000;

/** The store within its own process. */
export class StoreEngine implements ReadingStore {
  private readonly space: Space;
  private readonly maintenance = new Turns();
  /** Opening and closing: the files must never be open twice. */
  private readonly lifecycle = new Turns();
  private store: OpenedStore | null = null;
  private isSealDue = false;
  private readonly damagedChunks = new Map<number, string>();

  constructor(private readonly options: StoreOptions) {
    this.space = new Space(options.folder);
    setInterval(() => this.sealIfDue(), LOOK_EVERY_MS).unref();
  }

  open(): Promise<StoreOpening> {
    return this.lifecycle.run(async () => {
      await this.closeFiles();
      this.store = await openOrRecover(this.options);
      this.sealIfDue();
      return this.store.opening();
    });
  }

  async append(batch: StoreBatch): Promise<void> {
    await this.space.require(this.options.appendFreeBytes);
    await this.guard((store) => store.append(batch));
    this.sealIfDue();
  }

  history(queries: SeriesQuery[]): Promise<SeriesAnswer[]> {
    return this.ask((snapshot) => history(snapshot, queries, this.onDamage));
  }

  statistics(queries: Pick<SeriesQuery, 'n' | 'from' | 'to'>[]): Promise<StatisticsAnswer[]> {
    return this.ask((snapshot) => statistics(snapshot, queries, this.onDamage));
  }

  totals(queries: TotalsQuery[]): Promise<TotalsAnswer[]> {
    return this.ask((snapshot) => totals(snapshot, queries, this.onDamage));
  }

  page(query: PageQuery): Promise<ReadingsPage> {
    return this.ask((snapshot) => page(snapshot, query, this.onDamage));
  }

  latest(): Promise<StoreColumns> {
    return this.ask((snapshot) => latest(snapshot, this.onDamage));
  }

  recent(from: number, limit: number): Promise<StoreColumns> {
    return this.ask((snapshot) => recent(snapshot, { from, limit }, this.onDamage));
  }

  figures(): Promise<StoreFigures> {
    return this.ask((snapshot) => figures(snapshot, this.options.folder));
  }

  async remove(series: number[]): Promise<void> {
    await this.maintain((store) => remove(store, series));
  }

  async merge(pairs: { from: number; to: number }[]): Promise<void> {
    await this.maintain((store) => merge(store, pairs, this.onDamage));
  }

  expire(rules: KeepRules): Promise<number> {
    return this.maintain((store) => expire(store, rules, this.onDamage));
  }

  async seal(): Promise<void> {
    await this.maintain(async (store) => {
      await this.space.require(this.options.sealFreeBytes);
      await sealAll(store, this.onDamage);
    });
  }

  backup(file: string): Promise<{ readings: number; series: number }> {
    return this.maintain((store) => backup(store, file, this.onDamage));
  }

  close(): Promise<void> {
    return this.lifecycle.run(() => this.closeFiles());
  }

  private async closeFiles(): Promise<void> {
    const { store } = this;
    this.store = null;
    await store?.close();
  }

  private ask<T>(task: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    return this.guard((store) => store.ask(task));
  }

  /** Runs what changes stored readings, one after the other. */
  private maintain<T>(task: (store: OpenedStore) => Promise<T>): Promise<T> {
    return this.maintenance.run(() => this.guard((store) => store.using(() => task(store))));
  }

  /** After a fault that leaves DuckDB unusable or shows damage the files are opened anew. */
  private async guard<T>(task: (store: OpenedStore) => Promise<T>): Promise<T> {
    if (!this.store) await this.lifecycle.run(() => Promise.resolve());
    const { store } = this;
    if (!store) throw new StoreError('failed', 'the history store is not open');
    try {
      return await task(store);
    } catch (error) {
      if (isFatal(error) || isDamaged(error)) await this.reopen(store, error).catch(report);
      throw asStoreError(error);
    }
  }

  /** Only the first of the calls that meet the fault reopens. */
  private reopen(broken: OpenedStore, error: unknown): Promise<void> {
    return this.lifecycle.run(async () => {
      if (this.store !== broken) return;
      await this.closeFiles();
      if (isDamaged(error)) await salvage(this.options, messageOf(error));
      this.store = await openOrRecover(this.options);
    });
  }

  /** Chunks that cannot be read are set aside after the answer that met them, which goes without them. */
  private readonly onDamage = (id: number, reason: string): void => {
    if (this.damagedChunks.size === 0) setImmediate(() => void this.setChunksAside());
    this.damagedChunks.set(id, reason);
  };

  private async setChunksAside(): Promise<void> {
    const chunks = [...this.damagedChunks];
    this.damagedChunks.clear();
    await this.maintain((store) => setChunksAside(store, chunks)).catch(report);
  }

  /** Seals in the background when enough readings wait, or for long enough, and there is room. */
  private sealIfDue(): void {
    const { store, options } = this;
    if (!store || this.isSealDue || !isDue(store, options)) return;
    this.isSealDue = true;
    void this.sealInRoom().finally(() => (this.isSealDue = false));
  }

  private async sealInRoom(): Promise<void> {
    if (await this.space.has(this.options.sealFreeBytes)) await this.seal().catch(report);
  }
}

function isDue({ writer, hot }: OpenedStore, { sealRows, sealAfterMs }: StoreOptions): boolean {
  const { rows, since } = writer.waiting;
  return rows >= sealRows || hot.finished.length > 0 || (since !== null && Date.now() - since >= sealAfterMs);
}

/** What went wrong in the background, to the log of the parent. */
function report(error: unknown): void {
  process.stderr.write(`history store: ${messageOf(error)}\n`);
}
