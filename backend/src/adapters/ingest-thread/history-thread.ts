import { Injectable } from '@nestjs/common';
import type { HistoryCalls } from '../../ports/history-calls.js';
import { IngestThread } from './ingest-thread.js';

/**
 * History as the main thread asks it. The ingest thread owns the store's process, so that no slow page stands
 * between a commit and its acknowledgement; answers pass through it as columns that are handed over, not copied.
 */
@Injectable()
export class HistoryThread implements HistoryCalls {
  readonly history = this.caller('history');
  readonly statistics = this.caller('statistics');
  readonly totals = this.caller('totals');
  readonly page = this.caller('page');
  readonly figures = this.caller('figures');
  readonly importRows = this.caller('importRows');
  readonly settled = this.caller('settled');
  readonly backup = this.caller('backup');
  readonly getRetention = this.caller('getRetention');
  readonly setRetention = this.caller('setRetention');

  constructor(private readonly thread: IngestThread) {}

  private caller<Call extends keyof HistoryCalls>(name: Call): HistoryCalls[Call] {
    const call = (...args: unknown[]) => this.thread.call('history', name, args);
    return call as HistoryCalls[Call];
  }
}
