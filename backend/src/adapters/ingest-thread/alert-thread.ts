import { Injectable } from '@nestjs/common';
import type { AlertCalls } from '../../ports/alert-calls.js';
import { IngestThread } from './ingest-thread.js';

/** Rules and incidents as the main thread asks for them; the ingest thread evaluates the ones and keeps the others. */
@Injectable()
export class AlertThread implements AlertCalls {
  readonly rules = this.caller('rules');
  readonly rule = this.caller('rule');
  readonly createRule = this.caller('createRule');
  readonly replaceRule = this.caller('replaceRule');
  readonly deleteRule = this.caller('deleteRule');
  readonly versions = this.caller('versions');
  readonly alerts = this.caller('alerts');
  readonly alert = this.caller('alert');
  readonly log = this.caller('log');
  readonly logSince = this.caller('logSince');
  readonly act = this.caller('act');
  readonly note = this.caller('note');

  constructor(private readonly thread: IngestThread) {}

  private caller<Call extends keyof AlertCalls>(name: Call): AlertCalls[Call] {
    const call = (...args: unknown[]) => this.thread.call('alerts', name, args);
    return call as AlertCalls[Call];
  }
}
