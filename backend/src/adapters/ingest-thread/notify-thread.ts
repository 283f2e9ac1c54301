import { Injectable } from '@nestjs/common';
import type { NotifyStore } from '../../ports/notify-store.js';
import { IngestThread } from './ingest-thread.js';

/** What notification keeps, as the main thread asks for it; the ingest thread owns the database. */
@Injectable()
export class NotifyThread implements NotifyStore {
  readonly load = this.caller('load');
  readonly save = this.caller('save');
  readonly deliveries = this.caller('deliveries');

  constructor(private readonly thread: IngestThread) {}

  private caller<Call extends keyof NotifyStore>(name: Call): NotifyStore[Call] {
    const call = (...args: unknown[]) => this.thread.call('notify', name, args);
    return call as NotifyStore[Call];
  }
}
